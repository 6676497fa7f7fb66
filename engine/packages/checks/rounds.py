"""A user task for each item of a list on record: the list, the field that begins with the item, and who may read it."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Package
from engine.packages.targets import writes_of
from forms import Field

_SHAPE = "Write =case.<record>.<field> of a checklist."


def check_rounds(package: Package) -> Iterator[Fault]:
    """The collection is a checklist that the same lane has answered; its options fit the field (PKG-ROUNDS).

    The item becomes a draft of the task. So nobody else than who chose it may open that task, and the field may not be of
    a lesser category than the list.
    """
    for element in package.model.elements.values():
        if element.kind == "userTask" and element.loop is not None and element.loop.collection:
            yield from _rounds(package, element)


def _rounds(package: Package, element: Element) -> Iterator[Fault]:
    assert element.loop is not None
    expression = package.conditions.get(element.id)
    paths = sorted(expression.names) if expression is not None else []
    plain = [path for path in paths if len(path) == 3 and path[0] == "case"]
    if len(paths) != 1 or not plain or ".".join(plain[0]) != (element.loop.collection or "").strip():
        yield _fault(package, element, "The collection is no list of a record.", _SHAPE)
        return
    _, record, name = plain[0]
    sources = [
        other for other in package.model.elements.values() if (record, name) in writes_of(package, other)
    ]
    fields = [found for other in sources if (found := _field(package, other, record, name)) is not None]
    if any(item.type != "checklist" for item in fields):
        yield _fault(package, element, f"«case.{record}.{name}» is no checklist.", _SHAPE)
        return
    lanes = {other.lane for other in sources}
    if lanes - {element.lane} or any(other.seats != element.seats for other in sources):
        yield _fault(
            package,
            element,
            "The list is chosen by others than those who do this task.",
            "Put both tasks into one lane: what was chosen is told to nobody else.",
        )
    form = package.forms.get(element.form or "")
    target = form.by_key.get(element.loop.item or "") if form is not None and element.loop.item else None
    if element.loop.item and (target is None or not _fits(target, fields)):
        yield _fault(
            package,
            element,
            f"The form has no choice «{element.loop.item}» with the options and the category of the list.",
            "Name a field of the form in inputElement: a radio or select with the same values and category.",
        )


def _field(package: Package, element: Element, record: str, name: str) -> Field | None:
    form = package.forms.get(element.form or "")
    own = element.properties.get("bruecke.record")
    for field in form.fields if form is not None else ():
        kind, key = (
            (own, field.key) if field.record is None else (field.record.type or own, field.record.field)
        )
        if (kind, key) == (record, name):
            return field
    return None


def _fits(target: Field, fields: list[Field]) -> bool:
    options = {option.value for option in target.options}
    return target.type in {"radio", "select"} and all(
        target.category == field.category and {option.value for option in field.options} <= options
        for field in fields
    )


def _fault(package: Package, element: Element, message: str, remedy: str) -> Fault:
    return fault(package, element.id, "PKG-ROUNDS", message, remedy)
