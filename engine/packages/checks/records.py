"""What forms and rules write has a place in the records."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.checks.faults import fault
from engine.packages.manifest import CASE_MANAGEMENT, HANDOVER, PLAN
from engine.packages.nearest import nearest
from engine.packages.package import Catalogue, Package
from engine.packages.targets import target_of, writes_of
from forms import Form


def check_records(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Fields and results have a place in a record, in the category the case file knows."""
    for element in package.model.elements.values():
        record = element.properties.get("bruecke.record")
        decision = element.decision or ""
        if element.kind == "businessRuleTask" and record in consents_of(catalogue):
            yield fault(
                package,
                element.id,
                "REC-CONSENT",
                f"A rule can't give the consent «{record}»: only the person decides it.",
                "Write the result to another record.",
            )
        if element.kind == "businessRuleTask" and record and decision in package.decisions:
            for name in package.decisions[decision].outputs(decision):
                if name not in catalogue.get(record, {}):
                    yield fault(
                        package,
                        element.id,
                        "REC-FIELD",
                        f"The result «{name}» has no place in the record «{record}».",
                        _known(catalogue, record, name),
                    )
        yield from _told(package, element)
        yield from _managed(package, element)
        form = package.forms.get(element.form or "")
        if element.kind != "userTask" or form is None:
            continue
        if record in consents_of(catalogue):
            yield from _consent_form(form)
        for field in form.fields:
            kind, name = target_of(field, record)
            category = catalogue.get(kind, {}).get(name)
            if category is None:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-FIELD",
                    f"The answer has no place: «{kind}.{name}» is not known to the case file.",
                    _known(catalogue, kind, name),
                )
            elif category != field.category:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-CATEGORY",
                    f"«{kind}.{name}» is of the category {category}, the form says {field.category}.",
                    f"Write {category}.",
                )


def _told(package: Package, element: Element) -> Iterator[Fault]:
    """What is done beside the steps says how it stands, and no step."""
    written = {kind for kind, _ in writes_of(package, element)}
    meetings = [(kind, "REC-MEETING", "a meeting") for kind in sorted(package.manifest.told_by_meetings)]
    beside = [(PLAN, "REC-PLAN", "the plan"), (HANDOVER, "REC-HANDOVER", "a handover"), *meetings]
    for kind, rule, what in beside:
        if kind in written:
            yield fault(
                package,
                element.id,
                rule,
                f"A step can't say how {what} stands: that follows from what is done with it.",
                "Write the answers to another record.",
            )


def _managed(package: Package, element: Element) -> Iterator[Fault]:
    """Who is named to manage the case gets a role that leads it."""
    for kind, name in writes_of(package, element):
        role = package.manifest.roles.get(name)
        if kind == CASE_MANAGEMENT and (role is None or role.binding != "lead"):
            yield fault(
                package,
                element.id,
                "REC-LEAD",
                f"Who is named in «{kind}.{name}» would hold a role «{name}», and none of that name leads the case.",
                f"Add the role «{name}» with `binding: lead`.",
            )


def _known(catalogue: Catalogue, kind: str, name: str) -> str:
    """What there is, and where a new field is added."""
    fields = catalogue.get(kind)
    known = f"Its fields: {', '.join(fields)}." if fields else f"Records: {', '.join(sorted(catalogue))}."
    return (
        f"{nearest(name, fields or {})}{known} A new field is added in cases/catalogue.py, with its category."
    )


def _consent_form(form: Form) -> Iterator[Fault]:
    """What makes a consent: the decision, and where it is granted who gets what, and when it was signed."""
    fields = {field.record.field if field.record else field.key: field for field in form.fields}
    for name in ("decision", "recipients", "categories", "signed_on"):
        if name not in fields or not fields[name].required:
            yield Fault(
                f"forms/{form.id}.form",
                name,
                "REC-CONSENT",
                f"The form of a consent does not require «{name}».",
                "Add the field, required, with a condition that asks for it only when the consent is granted.",
            )
