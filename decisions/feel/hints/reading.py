"""The kinds of what is read: literals, names, paths and filters."""

from decimal import Decimal

from decisions.feel.hints.hint import (
    BOOLEAN,
    DAYS,
    LIST,
    NUMBER,
    STRING,
    UNKNOWN,
    Hint,
    hinted,
)
from decisions.feel.hints.inference import Inference, Place, infers
from decisions.feel.kinds import Kind
from decisions.feel.tree import Filter, Literal, Name, NoValue, Path
from decisions.feel.values import kind_of

_DAY = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_CLOCK = {"hour": NUMBER, "minute": NUMBER, "second": NUMBER, "time offset": DAYS, "timezone": STRING}
# The start and end of a range are of the kind inside of it.
MEMBERS: dict[str, dict[str, Kind | None]] = {
    "date": {**_DAY, **_CLOCK},
    "date and time": {**_DAY, **_CLOCK},
    "time": {**_CLOCK},
    "years and months duration": {"years": NUMBER, "months": NUMBER},
    "days and time duration": {"days": NUMBER, "hours": NUMBER, "minutes": NUMBER, "seconds": NUMBER},
    "range": {"start": None, "end": None, "start included": BOOLEAN, "end included": BOOLEAN},
}


@infers(Literal)
def literal(node: Literal, inference: Inference, place: Place) -> Hint:
    return Hint(Kind(kind_of(node.value)), sure=node.value is not None)


@infers(NoValue)
def no_value(node: NoValue, inference: Inference, place: Place) -> Hint:
    expected = "a date, time, date and time or duration that there is"
    inference.report(node, node.written, expected, place.reached)
    return UNKNOWN


@infers(Name)
def name(node: Name, inference: Inference, place: Place) -> Hint:
    return inference.named(node.name, place) or UNKNOWN


@infers(Path)
def path(node: Path, inference: Inference, place: Place) -> Hint:
    known = inference.outer(node, place)
    if known is not None:
        return known
    base = inference.hint(node.base, place)
    if base.name == "list":
        item = _member(base.inside, node.member)
        if item is None and base.inside.name != "null":
            _report_member(node, base.inside, inference, certain=False)
        return Hint(Kind("list", item.kind if item else None), sure=True)
    found = _member(base, node.member)
    if found is None:
        _report_member(node, base, inference, certain=place.reached)
    return found or UNKNOWN


def _member(base: Hint, member: str) -> Hint | None:
    """What is known of the member; None where there is none."""
    if base.kind is None:
        return UNKNOWN
    if base.name == "context":
        return hinted(dict(base.kind.fields).get(member))
    if base.name == "list":
        item = _member(base.inside, member)
        return hinted(Kind("list", item.kind) if item else LIST, sure=True)
    members = MEMBERS.get(base.name, {})
    if member not in members:
        return None
    kind = members[member]
    return base.inside if kind is None else Hint(kind, sure=kind in (NUMBER, BOOLEAN))


def _report_member(node: Path, base: Hint, inference: Inference, certain: bool) -> None:
    members = MEMBERS.get(base.name)
    expected = " or ".join(f"«{name}»" for name in members) if members else "something that has members"
    inference.report(node, f"«{node.member}» of {base.name}", expected, certain)


@infers(Filter)
def filtered_list(node: Filter, inference: Inference, place: Place) -> Hint:
    base = inference.hint(node.base, place)
    item = base.inside if base.name == "list" else base
    if isinstance(node.condition, Literal) and isinstance(node.condition.value, Decimal):
        return hinted(item.kind)
    asked = inference.hint(node.condition, place.perhaps().knowing("item", Hint(item.kind), is_item=True))
    if asked.name == "boolean":
        return Hint(Kind("list", item.kind), sure=True)
    return hinted(item.kind) if asked == Hint(NUMBER, sure=True) else UNKNOWN
