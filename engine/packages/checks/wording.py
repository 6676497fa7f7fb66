"""Texts are complete in German and French (X12), and none stands under a key that nobody looks up."""

from collections.abc import Iterable, Iterator
from typing import get_args

from engine.faults import Fault
from engine.packages.manifest import InstitutionType
from engine.packages.nearest import nearest
from engine.packages.package import Package
from engine.packages.tables import tables_of
from engine.packages.texts import COMPLETE, LANGUAGES
from forms import Component, Field, Form, Group

_SILENT = frozenset({"parallelGateway", "inclusiveGateway"})
"""Gateways that nobody is shown as a question."""


def check_texts(package: Package) -> Iterator[Fault]:
    """Every text that people see exists in German and in French."""
    for language in COMPLETE:
        needed = set(_needed_texts(package)) | (set() if language == "de" else set(_form_texts(package)))
        missing = [key for key in sorted(needed) if not package.texts.has(key, language)]
        unread = {warning.place for warning in warn_of_texts(package, [language])} if missing else set()
        for key in missing[:20]:
            remedy = f"{nearest(key, unread)}Add it."
            yield Fault(f"texts/{language}.yaml", key, "X12", "The text is missing.", remedy)
        if len(missing) > 20:
            yield Fault(
                f"texts/{language}.yaml",
                "",
                "X12",
                f"{len(missing) - 20} more texts are missing.",
                "Add those first.",
            )


def warn_of_names(package: Package) -> Iterator[Fault]:
    """Names in the model that differ from the German text: the modeler shows the one, the pages the other."""
    for element in package.model.elements.values():
        text = package.texts.by_language.get("de", {}).get(f"elements.{element.id}")
        if element.name and text is not None and text != element.name:
            yield Fault(
                package.model.file,
                element.id,
                "EL-NAME",
                f"The model calls it «{element.name}», the pages show «{text}».",
                f"Write the same name in the model and as elements.{element.id} in texts/de.yaml.",
            )


def warn_of_texts(package: Package, languages: Iterable[str] = LANGUAGES) -> Iterator[Fault]:
    """Texts whose key nobody looks up: mostly a typing mistake, else left behind."""
    known = known_texts(package)
    for language in languages:
        for key in sorted(package.texts.by_language.get(language, {})):
            if key not in known and not key.startswith("vocabulary."):
                yield Fault(
                    f"texts/{language}.yaml",
                    key,
                    "TXT-KEY",
                    "Nobody looks this text up.",
                    f"{nearest(key, known)}Correct the key or take the text away.",
                )


def known_texts(package: Package) -> frozenset[str]:
    """Every key under which a text of the package may stand; labels of the vocabulary come on top."""
    return frozenset({*_needed_texts(package), *_form_texts(package), *_possible_texts(package)})


def _needed_texts(package: Package) -> Iterator[str]:
    yield "procedure.title"
    for element in package.model.elements.values():
        if element.kind not in _SILENT and (element.name or element.gateway_kind):
            yield f"elements.{element.id}"
        if element.gateway_kind:
            for flow in package.model.outgoing[element.id]:
                if flow.answer:
                    yield f"answers.{element.id}.{flow.answer}"
        for said, group in (("bruecke.outcome", "outcomes"), ("bruecke.purpose", "purposes")):
            if said in element.properties:
                yield f"{group}.{element.properties[said]}"
    for role in package.manifest.roles:
        yield f"lanes.{role}"
    for name, basis in package.manifest.legal_bases.items():
        yield f"legal_bases.{name}"
        yield basis.text
    for service in package.manifest.plan.services.values() if package.manifest.plan else ():
        yield service.text
    yield from _document_texts(package)
    yield from (rules.text for rules in package.manifest.handovers.values())
    yield from (hook.text for hook in package.manifest.hooks.values())
    yield from _meeting_texts(package)
    yield from _table_texts(package)
    if package.manifest.figures is not None:
        yield from (one.text for one in package.manifest.figures.context.values())


def _meeting_texts(package: Package) -> Iterator[str]:
    for meeting in package.manifest.meetings.values():
        yield meeting.text
        yield from (part.text for part in meeting.parts)


def _document_texts(package: Package) -> Iterator[str]:
    """The title of each document, and whatever its template says in one of the languages: a document in one language is made of
    the same parts as in the other.
    """
    for ident, rules in package.manifest.documents.items():
        yield rules.text
        for language in COMPLETE:
            texts = package.texts.by_language.get(language, {})
            yield from (key for key in texts if key.startswith(f"documents.{ident}."))


def _table_texts(package: Package) -> Iterator[str]:
    """A table is shown with a proposal: its name, the heads of its columns and what each rule says."""
    for table in tables_of(package.files):
        yield f"decisions.{table.decision}"
        columns = (column.id for column in (*table.inputs, *table.outputs))
        for ident in (*columns, *(rule.id for rule in table.rules)):
            if ident:
                yield f"decisions.{table.decision}.{ident}"


def _form_texts(package: Package) -> Iterator[str]:
    """The wording of forms stands in German in the form itself; other languages translate it."""
    for form in package.forms.values():
        for component in _components(form.components):
            yield component.text_key
            if isinstance(component, Field):
                if component.description:
                    yield f"{component.text_key}.hint"
                if not component.vocabulary:
                    yield from (component.option_key(option.value) for option in component.options)


def _possible_texts(package: Package) -> Iterator[str]:
    """Texts that are shown where there are any."""
    yield "procedure.summary"
    for element in package.model.elements.values():
        yield f"elements.{element.id}"
        yield f"elements.{element.id}.help"
        yield f"gateways.{element.id}.missing"
        for flow in package.model.outgoing[element.id]:
            yield f"answers.{element.id}.{flow.answer}.next"
    yield from (f"parameters.{name}" for name in package.manifest.parameters)
    yield from (f"decisions.{name}" for name in package.decisions)
    yield from (f"institutions.{kind}" for kind in get_args(InstitutionType))
    for form in package.forms.values():
        yield from _possible_form_texts(form)


def _possible_form_texts(form: Form) -> Iterator[str]:
    yield from (rule.message for rule in form.rules)
    for component in _components(form.components):
        yield f"{component.text_key}.hint"
        if isinstance(component, Field):
            yield from (f"{component.option_key(option.value)}.hint" for option in component.options)


def _components(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        if isinstance(component, Group):
            yield from _components(component.components)
