"""What people read of records and choices has a label in German and French (X12)."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.nearest import nearest
from engine.packages.package import Catalogue, Package
from engine.packages.targets import writes_of
from engine.packages.texts import COMPLETE
from engine.packages.texts import VOCABULARY as FILE
from forms import Field


def check_labels(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Labels of the records that a package writes, of their fields, and of the options of its forms."""
    written = sorted(
        {pair for element in package.model.elements.values() for pair in writes_of(package, element)}
    )
    for kind in sorted({kind for kind, _ in written}):
        yield from _missing(package, "record_types", kind)
        if kind in consents_of(catalogue):
            yield from _missing(package, "consent_type", kind)
    for kind, name in written:
        if name in catalogue.get(kind, {}):
            yield from _missing(package, "record_fields", f"{kind}.{name}")
    for form in package.forms.values():
        for field in form.fields:
            yield from _options(package, f"forms/{form.id}.form", field)


def _missing(package: Package, group: str, ident: str) -> Iterator[Fault]:
    key = f"vocabulary.{group}.{ident}"
    missing = [language for language in COMPLETE if not package.texts.has(key, language)]
    if missing:
        yield Fault(
            FILE,
            f"{group}.{ident}",
            "X12",
            f"«{ident}» has no label in {', '.join(missing)}: people would read the id.",
            f"Add «{ident}: {{de: …, fr: …}}» under {group}, or «{key}» to the package's texts.",
        )


def _options(package: Package, file: str, field: Field) -> Iterator[Fault]:
    group = field.vocabulary
    if group is None:
        return
    groups = {key.split(".")[1] for key in package.texts.keys("de") if key.startswith("vocabulary.")}
    if group not in groups:
        yield Fault(
            file,
            field.key,
            "VOC-GROUP",
            f"The vocabulary has no group «{group}».",
            f"{nearest(group, groups)}Add the group to {FILE}, or take the property away.",
        )
        return
    for option in field.options:
        key = field.option_key(option.value)
        missing = [language for language in COMPLETE if not package.texts.has(key, language)]
        if missing:
            yield Fault(
                file,
                field.key,
                "VOC-VALUE",
                f"The option «{option.value}» has no label in {', '.join(missing)} in the group «{group}».",
                f"Add «{option.value}: {{de: …, fr: …}}» under {group} in {FILE}.",
            )
