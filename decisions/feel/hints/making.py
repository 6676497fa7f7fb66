"""The kinds of what is made and repeated: lists, contexts, ranges, functions, for, some and every."""

from decisions.feel.hints.hint import (
    ORDERED,
    RANGE,
    UNKNOWN,
    Hint,
    can_be,
    common,
    hinted,
)
from decisions.feel.hints.inference import Inference, Place, infers
from decisions.feel.hints.operators import TRUTH
from decisions.feel.kinds import ANY, Kind
from decisions.feel.tree import (
    Coerced,
    ContextOf,
    For,
    FunctionOf,
    ListOf,
    Node,
    Quantified,
    RangeOf,
    Steps,
)  # fmt: skip

_COUNTED = ("number", "date")


@infers(ListOf)
def list_of(node: ListOf, inference: Inference, place: Place) -> Hint:
    items = [inference.hint(item, place) for item in node.items]
    return Hint(Kind("list", common(items) if items else None), sure=True)


@infers(ContextOf)
def context_of(node: ContextOf, inference: Inference, place: Place) -> Hint:
    fields: dict[str, Kind] = {}
    for name, value in node.entries:
        if name in fields:
            inference.report(node, f"two entries «{name}»", "entries of different names", place.reached)
        seen = place.knowing(name, _function(value, None)) if isinstance(value, FunctionOf) else place
        hint = inference.hint(value, seen)
        place = place.knowing(name, hint)
        fields[name] = hint.kind or ANY
    if node.result is not None:
        return inference.hint(node.result, place)
    return Hint(Kind("context", fields=tuple(fields.items())), sure=True)


@infers(FunctionOf)
def function_of(node: FunctionOf, inference: Inference, place: Place) -> Hint:
    inner = place.perhaps()
    for name, kind in node.parameters:
        inner = inner.knowing(name, hinted(kind))
    return _function(node, inference.hint(node.body, inner).kind)


def _function(node: FunctionOf, result: Kind | None) -> Hint:
    parameters = tuple(kind or ANY for _, kind in node.parameters)
    return Hint(Kind("function", result, parameters=parameters), sure=True)


@infers(RangeOf)
def range_of(node: RangeOf, inference: Inference, place: Place) -> Hint:
    # «= 5» has the same node at both ends.
    nodes = [node.start] if node.start is node.end else [node.start, node.end]
    ends = [inference.hint(end, place) for end in nodes if end is not None]
    if len(ends) == 2:
        names = {end.name for end in ends} - {""}
        if (len(names) > 1 or not names <= ORDERED) and "null" not in names:
            found = f"a range from {ends[0].name or 'a value'} to {ends[1].name or 'a value'}"
            certain = place.reached and all(end.sure for end in ends)
            inference.report(node, found, "two of one kind that has an order", certain)
            return Hint(RANGE)
    return Hint(Kind("range", common(ends)), sure=True)


@infers(Coerced)
def coerced(node: Coerced, inference: Inference, place: Place) -> Hint:
    value = inference.hint(node.value, place)
    if not can_be(value.kind, node.kind):
        inference.report(node, value.name, node.kind.name, place.reached and value.sure)
    return hinted(node.kind)


# -- what is repeated


@infers(Steps)
def steps(node: Steps, inference: Inference, place: Place) -> Hint:
    ends = [inference.hint(end, place) for end in (node.start, node.end)]
    known = {end.name for end in ends} - {""}
    if len(known) > 1 or not known <= {*_COUNTED}:
        found = f"steps from {ends[0].name or 'a value'} to {ends[1].name or 'a value'}"
        inference.report(node, found, "two numbers or two dates", place.reached)
        return Hint(RANGE)
    return Hint(Kind("range", Kind(known.pop()) if known else None), sure=True)


@infers(For)
def loop(node: For, inference: Inference, place: Place) -> Hint:
    inner = _iterators(node.iterators, inference, place).knowing("partial", Hint(Kind("list"), sure=True))
    return Hint(Kind("list", inference.hint(node.body, inner).kind), sure=True)


@infers(Quantified)
def quantified(node: Quantified, inference: Inference, place: Place) -> Hint:
    asked = inference.hint(node.body, _iterators(node.iterators, inference, place))
    if asked.name not in ("", "boolean"):
        inference.report(node.body, asked.name, "boolean", certain=False)
    return TRUTH


def _iterators(iterators: tuple[tuple[str, Node], ...], inference: Inference, place: Place) -> Place:
    for name, domain in iterators:
        hint = inference.hint(domain, place)
        if hint.name == "null":
            inference.report(domain, "null", "a list or range", place.reached)
        elif (
            hint.name == "range" and hint.inside.name not in ("", *_COUNTED) and not isinstance(domain, Steps)
        ):
            found = f"a range of {hint.inside.name}"
            inference.report(domain, found, "a range of numbers or dates", place.reached)
        # The list before may be empty.
        place = place.perhaps().knowing(name, _element(hint))
    return place


def _element(domain: Hint) -> Hint:
    """What is known of each thing that a loop runs over."""
    if domain.name == "range":
        return Hint(domain.inside.kind, sure=True)
    return domain.inside if domain.name == "list" else UNKNOWN if domain.kind is None else Hint(domain.kind)
