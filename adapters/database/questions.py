"""What is looked for, as the database is asked: columns with how they are compared, lists in portions, and what no
database can hold."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.database.statements import How, Statements, Test

_VALUES_AT_ONCE = 1000
"""Of one column in one statement; a longer list is asked for in portions, in the same picture."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # half a character (a lone surrogate) is no UTF-8


def can_be_stored(value: object) -> bool:
    """Whether the database can hold such a value at all; what it can't hold, nothing equals."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return not (isinstance(value, str) and _UNSTORABLE.search(value))


def in_portions(equals: Mapping[str, object]) -> list[dict[str, Any]]:
    """The same question in several with shorter lists, each value in one of them; none where it is short enough."""
    for name, value in equals.items():
        if isinstance(value, (list, tuple, set, frozenset)) and len(value) > _VALUES_AT_ONCE:
            values = list(dict.fromkeys(value))
            return [
                {**equals, name: values[begin : begin + _VALUES_AT_ONCE]}
                for begin in range(0, len(values), _VALUES_AT_ONCE)
            ]
    return []


def as_tests(form: Statements[Any], equals: Mapping[str, object]) -> tuple[tuple[Test, ...], list[Any]]:
    """Columns with how they are compared, and the values in their order."""
    tests: list[Test] = []
    values: list[tuple[str, list[Any]]] = []
    for name, value in equals.items():
        how, wanted = _test(value)
        tests.append((name, how, len(wanted)))
        values.append((name, wanted))
    form.finding(tuple(tests))  # an unknown column is told of before its values are looked at
    return tuple(tests), [one for name, wanted in values for one in form.looked_for(name, wanted)]


def is_none(tests: tuple[Test, ...]) -> bool:
    """Whether nothing can equal: one of no values."""
    return any(how == "one of" and number == 0 for _, how, number in tests)


def _test(value: object) -> tuple[How, list[Any]]:
    if value is None:
        return "absent", []
    if isinstance(value, bool):
        return "true" if value else "false", []
    if isinstance(value, (list, tuple, set, frozenset)):
        return "one of", [one for one in value if one is not None and can_be_stored(one)]
    return ("equals", [value]) if can_be_stored(value) else ("one of", [])
