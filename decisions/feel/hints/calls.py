"""The kinds of what functions give, and arguments that no function takes."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from decisions.feel.builtins import BUILTINS, Builtin
from decisions.feel.builtins.table import Parameter, Signature
from decisions.feel.hints.hint import UNKNOWN, Hint, can_be, hinted
from decisions.feel.hints.inference import Inference, Place, infers
from decisions.feel.hints.results import result_of
from decisions.feel.kinds import Kind
from decisions.feel.tree import Call, Name

_DAYS_AND_MOMENTS = ("date", "date and time")
Pairs = list[tuple[Parameter, Hint]]


@infers(Call)
def call(node: Call, inference: Inference, place: Place) -> Hint:
    arguments = [inference.hint(argument, place) for argument in node.arguments]
    target = node.target
    if not isinstance(target, Name):
        return _called(node, inference.hint(target, place), arguments, inference, place)
    known = inference.named(target.name, place)
    if target.name in BUILTINS and not place.hides(target.name) and not _is_own(target.name, inference):
        return _built_in(node, BUILTINS[target.name], arguments, inference, place)
    if known is None:
        near = get_close_matches(target.name, BUILTINS, n=1)
        expected = f"a function that is known here{f', such as «{near[0]}»' if near else ''}"
        inference.report(node, f"«{target.name}»", expected, place.reached)
    return _called(node, known or UNKNOWN, arguments, inference, place)


def _is_own(name: str, inference: Inference) -> bool:
    """Whether the scope has a function of that name, which goes before the built-in one; other values do not."""
    kind = inference.types.get((name,))
    return kind is not None and kind.name in ("function", "Any")


def _called(
    node: Call, function: Hint, arguments: Sequence[Hint], inference: Inference, place: Place
) -> Hint:
    """What a function written in FEEL or given by the scope makes of the arguments."""
    if function.kind is None:
        return UNKNOWN
    if function.name != "function":
        inference.report(node, function.name, "a function", place.reached)
        return UNKNOWN
    parameters = function.kind.parameters
    if parameters and len(parameters) != len(arguments):
        inference.report(node, _counted(arguments), f"{len(parameters)}", place.reached)
    elif node.names is None:
        for argument, hint, kind in zip(node.arguments, arguments, parameters, strict=False):
            if not can_be(hint.kind, kind):
                inference.report(argument, hint.name, kind.name, place.reached and hint.sure)
    return hinted(function.kind.inside)


def _counted(arguments: Sequence[Hint]) -> str:
    return f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"


# -- built-in functions


def _built_in(
    node: Call, builtin: Builtin, arguments: Sequence[Hint], inference: Inference, place: Place
) -> Hint:
    choices = list(_choices(builtin, arguments, node.names))
    if not choices:
        found = _counted(arguments) if node.names is None else f"({', '.join(node.names)})"
        inference.report(node, found, builtin.shape(), place.reached)
    refused = [[pair for pair in pairs if not _takes(*pair)] for pairs in choices]
    if refused and all(refused):
        # The null of an optional argument is as good as none.
        certain = all(any(not p.optional or hint.sure for p, hint in pairs) for pairs in refused)
        parameter, hint = refused[-1][0]
        inference.report(
            node, f"«{parameter.name}» is {hint.name}", parameter.kind, place.reached and certain
        )
    elif builtin.name == "not" and arguments and arguments[0].name not in ("", "boolean", "null"):
        inference.report(node, arguments[0].name, "boolean", place.reached and arguments[0].sure)
    return result_of(builtin.name, arguments if node.names is None else None)


def _choices(builtin: Builtin, arguments: Sequence[Hint], names: tuple[str, ...] | None) -> Iterator[Pairs]:
    """The arguments beside the parameters of each signature that has as many, or those names."""
    for signature in builtin.signatures:
        positions = _positions(signature, len(arguments)) if names is None else signature.positions(names)
        if positions is not None:
            yield [
                (signature.parameters[position], hint)
                for position, hint in zip(positions, arguments, strict=True)
            ]


def _positions(signature: Signature, count: int) -> list[int] | None:
    if not signature.least <= count <= signature.most:
        return None
    # All further arguments belong to a last parameter that takes many.
    return [min(position, len(signature.parameters) - 1) for position in range(count)]


def _takes(parameter: Parameter, argument: Hint) -> bool:
    """Whether the parameter may take the value, as `table.fit` does: a list of one item is the item, an item a list."""
    if parameter.kind == "any" or argument.kind is None:
        return True
    if argument.name == "null":
        return parameter.optional
    if parameter.kind == "list" or _is(argument.kind, parameter.kind):
        return True
    return argument.name == "list" and (
        argument.inside.kind is None or _is(argument.inside.kind, parameter.kind)
    )


def _is(kind: Kind, name: str) -> bool:
    return kind.name in _DAYS_AND_MOMENTS if name == "date or date and time" else kind.name == name
