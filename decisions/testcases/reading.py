"""Reads a file of test cases (namespace http://www.omg.org/spec/DMN/20160719/testcase, as the DMN TCK has them)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from decisions.dmn.document import read_xml
from decisions.dmn.faults import DmnError, Fault
from decisions.feel import dates
from decisions.feel.values import DECIMAL128

_NAMESPACE = "{http://www.omg.org/spec/DMN/20160719/testcase}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no value of the type it is said to have: nothing equals it."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A result that must come: the decision's name and its value; `is_error` where evaluating must fail."""

    name: str
    value: object
    is_error: bool


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs by name, and what must come. kind: decision | bkm | decisionService, called by `invocable`."""

    id: str
    kind: str
    invocable: str
    inputs: Mapping[str, object]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one model."""

    model: str
    cases: tuple[Case, ...]


def read_cases(xml: bytes) -> CaseFile:
    """The test cases. Raises DmnError where the file holds none or a value cannot be read."""
    root = read_xml(xml)
    if root.tag != f"{_NAMESPACE}testCases":
        message = f"the file is <{etree.QName(root).localname}>, not <testCases>"
        raise DmnError((Fault("testCases", message, "give a file of test cases as the DMN TCK has them"),))
    model = root.findtext(f"{_NAMESPACE}modelName") or ""
    return CaseFile(model.strip(), tuple(_case(node) for node in root.iter(f"{_NAMESPACE}testCase")))


def _case(node: etree._Element) -> Case:
    return Case(
        node.get("id") or node.get("name") or "",
        node.get("type") or "decision",
        node.get("invocableName") or "",
        {given.get("name") or "": _value(given) for given in node.iter(f"{_NAMESPACE}inputNode")},
        tuple(_expected(result) for result in node.iter(f"{_NAMESPACE}resultNode")),
    )


def _expected(node: etree._Element) -> Expected:
    inside = node.find(f"{_NAMESPACE}expected")
    value = _value(inside) if inside is not None else None
    return Expected(node.get("name") or "", value, node.get("errorResult") in {"true", "1"})


def _value(node: etree._Element) -> object:
    """What a node of the format's valueType holds: a value, components of a context, or a list."""
    components = node.findall(f"{_NAMESPACE}component")
    if components:
        return {part.get("name") or "": _value(part) for part in components}
    several = node.find(f"{_NAMESPACE}list")
    if several is not None:
        if several.get(_NIL) == "true":
            return None
        return [_value(item) for item in several.findall(f"{_NAMESPACE}item")]
    single = node.find(f"{_NAMESPACE}value")
    return _simple(single) if single is not None else None


def _simple(node: etree._Element) -> object:
    """A value by its XML Schema type; a string where none is named."""
    if node.get(_NIL) == "true":
        return None
    kind = (node.get(_TYPE) or "string").rpartition(":")[2]
    text = node.text or ""
    value = _READERS[kind](text) if kind in _READERS else text
    return Unreadable(text, kind) if value is None else value


def _number(text: str) -> Decimal | None:
    try:
        return DECIMAL128.create_decimal(text.strip())
    except InvalidOperation:
        return None


def _boolean(text: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(text.strip())


_READERS = {
    **dict.fromkeys(("decimal", "double", "float", "int", "integer", "long", "short"), _number),
    "boolean": _boolean,
    "date": dates.date_of,
    "time": dates.time_of,
    "dateTime": dates.date_and_time_of,
    **dict.fromkeys(("duration", "dayTimeDuration", "yearMonthDuration"), dates.duration_of),
}
