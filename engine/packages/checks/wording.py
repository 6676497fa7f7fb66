"""Texts are complete in German and French (X12)."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.package import Package
from engine.packages.texts import COMPLETE


def check_texts(package: Package) -> Iterator[Fault]:
    """Every label that people see has a text in German and in French."""
    for language in COMPLETE:
        needed = set(_needed_texts(package)) | (set() if language == "de" else set(_form_texts(package)))
        missing = [key for key in sorted(needed) if not package.texts.has(key, language)]
        for key in missing[:20]:
            yield Fault(f"texts/{language}.yaml", key, "X12", "The text is missing.", "Add it.")
        if len(missing) > 20:
            yield Fault(
                f"texts/{language}.yaml",
                "",
                "X12",
                f"{len(missing) - 20} more texts are missing.",
                "Add those first.",
            )


def _needed_texts(package: Package) -> Iterator[str]:
    yield "procedure.title"
    for element in package.model.elements.values():
        if element.kind != "parallelGateway" and (element.name or element.gateway_kind):
            yield f"elements.{element.id}"
        if element.gateway_kind:
            for flow in package.model.outgoing[element.id]:
                yield f"answers.{element.id}.{flow.answer}"
        outcome = element.properties.get("bruecke.outcome")
        if outcome:
            yield f"outcomes.{outcome}"
    for role in package.manifest.roles:
        yield f"lanes.{role}"
    for basis in package.manifest.legal_bases:
        yield f"legal_bases.{basis}"


def _form_texts(package: Package) -> Iterator[str]:
    """The labels of forms stand in German in the form itself; other languages translate them."""
    for form in package.forms.values():
        for field in form.fields:
            yield field.text_key
