"""Where the answer to a form field goes, and all that an element puts on record."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.packages.package import Package
from forms import Field


def target_of(field: Field, task_record: str | None) -> tuple[str, str]:
    """The record type and field that a form field writes to: its own `record`, else the task's."""
    if field.record is None:
        return task_record or "", field.key
    return field.record.type or task_record or "", field.record.field


def writes_of(package: Package, element: Element) -> Iterator[tuple[str, str]]:
    """Record type and field of everything that a task or a rule puts on record."""
    record = element.properties.get("bruecke.record")
    form = package.forms.get(element.form or "")
    if element.kind == "userTask" and form is not None:
        yield from (target_of(field, record) for field in form.fields)
    decision = element.decision or ""
    if element.kind == "businessRuleTask" and record and decision in package.decisions:
        yield from ((record, name) for name in package.decisions[decision].outputs(decision))
