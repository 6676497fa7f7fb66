"""The table of built-in functions: each is entered with its signatures, which check and name its arguments."""

import decimal
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.run import Run
from decisions.feel.values import Function, kind_of


class Implementation(Protocol):
    def __call__(self, run: Run, *arguments: object) -> object: ...


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    optional: bool
    many: bool
    types: frozenset[type]


@dataclass(frozen=True, slots=True)
class Signature:
    parameters: tuple[Parameter, ...]
    implementation: Callable[..., object]
    least: int
    most: int

    @classmethod
    def of(cls, parameters: tuple[Parameter, ...], implementation: Callable[..., object]) -> "Signature":
        least = sum(not parameter.optional for parameter in parameters)
        many = bool(parameters) and parameters[-1].many
        return cls(parameters, implementation, least, sys.maxsize if many else len(parameters))

    @property
    def many(self) -> bool:
        return self.most == sys.maxsize

    def positions(self, names: tuple[str, ...]) -> list[int] | None:
        """Where each named argument belongs; None if the names are not those of this signature."""
        known = [parameter.name for parameter in self.parameters]
        if len(set(names)) != len(names) or any(name not in known for name in names):
            return None
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        return [known.index(name) for name in names] if required <= set(names) else None


class Builtin(Function):
    """A built-in function with one or more signatures."""

    __slots__ = ("signatures",)

    def __init__(self, name: str) -> None:
        super().__init__(name, (), self.run)
        self.signatures: list[Signature] = []

    def run(self, run: Run, arguments: list[object]) -> object:
        run.step()
        refusal = ""
        for signature in self.signatures:
            if signature.least <= len(arguments) <= signature.most:
                fitted = fit(signature, arguments)
                if isinstance(fitted, list):
                    return _computed(self.name, signature.implementation, run, fitted)
                refusal = f"{self.name}: {fitted}"
        return run.problem(refusal or f"{self.name} takes {self.shape()}, not {len(arguments)} arguments")

    def run_named(self, run: Run, names: tuple[str, ...], arguments: list[object]) -> object:
        for signature in self.signatures:
            positions = signature.positions(names)
            if positions is not None:
                ordered: list[object] = [None] * (max(positions, default=-1) + 1)
                for position, argument in zip(positions, arguments, strict=True):
                    ordered[position] = argument
                if signature.many and isinstance(ordered[0], list):
                    return self.run(run, ordered)
                skipped = set(range(len(ordered))) - set(positions)
                fitted = fit(signature, ordered, skipped)
                if isinstance(fitted, list):
                    run.step()
                    return _computed(self.name, signature.implementation, run, fitted)
        return run.problem(f"{self.name} takes {self.shape()}")

    def shape(self) -> str:
        """The signatures as a reader of a message needs them."""
        return " or ".join(
            "(" + ", ".join(parameter.name for parameter in signature.parameters) + ")"
            for signature in self.signatures
        )


def _computed(name: str, implementation: Callable[..., object], run: Run, arguments: list[object]) -> object:
    try:
        value = implementation(run, *arguments)
    except (decimal.DecimalException, OverflowError):
        return run.problem(f"{name}: the result does not fit")
    if type(value) is str or type(value) is list or type(value) is dict:
        run.grow(len(value) * (1 if type(value) is str else 8))
    return value


def fit(signature: Signature, arguments: list[object], skipped: set[int] | None = None) -> list[object] | str:
    """The arguments made to fit the parameters, or the reason why they do not."""
    parameters = signature.parameters
    if signature.many:
        fixed = len(parameters) - 1
        rest = arguments[fixed:]
        # «min([1, 2])» and «min(1, 2)» are the same; after a first list the others are items as they are.
        single = not fixed and len(rest) == 1 and isinstance(rest[0], list)
        return [*arguments[:fixed], rest[0] if single else rest]
    fitted: list[object] = []
    for index, (parameter, argument) in enumerate(zip(parameters, arguments, strict=False)):
        if skipped and index in skipped:
            fitted.append(None)
            continue
        kind = parameter.kind
        if type(argument) not in parameter.types and kind != "any" and not _is(argument, kind):
            if kind == "list" and argument is not None:
                argument = [argument]
            elif isinstance(argument, list) and len(argument) == 1 and _is(argument[0], kind):
                argument = argument[0]
            elif not (parameter.optional and argument is None):
                return f"«{parameter.name}» is {kind_of(argument)}, expected {kind}"
        fitted.append(argument)
    return fitted


def _is(value: object, kind: str) -> bool:
    if kind == "date or date and time":
        return isinstance(value, date | FarDate | FarMoment)
    return kind_of(value) == kind


# What most arguments are; the others are compared by the name of their kind.
_NONE: frozenset[type] = frozenset()
_TYPES: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "number": frozenset({Decimal}),
    "list": frozenset({list}),
    "context": frozenset({dict}),
    "date or date and time": frozenset({date, datetime}),
}
TABLE: dict[str, Builtin] = {}
_SHAPE = re.compile(r"([\w ]+)\((.*)\)")


def builtin(*shapes: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Enters a function under shapes such as «substring(string: string, start position: number, length?: number)»."""

    def enter(implementation: Callable[..., object]) -> Callable[..., object]:
        for shape in shapes:
            match = _SHAPE.fullmatch(shape)
            assert match, shape
            name = match[1]
            parameters = tuple(_parameter(part.strip()) for part in match[2].split(",") if part.strip())
            entry = TABLE.setdefault(name, Builtin(name))
            entry.signatures.append(Signature.of(parameters, implementation))
            if len(parameters) >= len(entry.parameters):
                entry.parameters = tuple(parameter.name for parameter in parameters)
        return implementation

    return enter


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(":")
    name = name.strip()
    kind = kind.strip() or "any"
    return Parameter(
        name.rstrip("?."), kind, name.endswith("?"), name.endswith("..."), _TYPES.get(kind, _NONE)
    )
