"""Slips in package.yaml: who may do what, limits, periods, what is shared."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package
from engine.packages.yaml import read_yaml
from forms import CATEGORIES
from tests.slips.slip import Slip
from tests.slips.terms import term_slips
from tests.slips.trees import less, put

_NO_MATTER = frozenset({"text", "source", "id", "version", "canton", "valid_from", "process", "title"})
_NO_RIGHT = frozenset({"documents", "languages", "accepted_warnings", "source"})
_OFFICES = ("RAV", "SOCIAL", "IV", "COORDINATION", "GUEST")
_SPAN = re.compile(r"P(\d+)([DMY])")


def manifest_slips(package: Package) -> Iterator[Slip[bytes]]:
    raw = read_yaml(package.files[MANIFEST], MANIFEST)
    roles = tuple(package.manifest.roles)
    for path, value in _within(raw):
        if path[-1] in _NO_MATTER:
            continue
        place = ".".join(str(step) for step in path)
        yield Slip(MANIFEST, place, f"«{str(value)[:60]}» left out", partial(less, raw, path))
        for said, other in _otherwise(value, roles):
            yield Slip(MANIFEST, place, said, partial(put, raw, path, other))


def _otherwise(value: Any, roles: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """What may stand there instead, in words too: one more, the opposite, one who may do it too."""
    if isinstance(value, bool):
        yield str(not value), not value
    elif isinstance(value, int):
        yield from ((f"{value + step} for {value}", value + step) for step in (1, -1))
    elif isinstance(value, str) and (span := _SPAN.fullmatch(value)):
        for step in (1, -1):
            other = f"P{int(span[1]) + step}{span[2]}"
            yield f"{other} for {value}", other
    elif isinstance(value, str) and value.startswith("="):
        yield from term_slips(value)
    elif isinstance(value, list):
        for known in (roles, _OFFICES, CATEGORIES):
            if value and all(one in known for one in value):
                yield from ((f"«{one}» too", [*value, one]) for one in known if one not in value)


def _within(raw: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if path and path[0] in _NO_RIGHT:
        return
    parts = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for name, value in parts:
        yield (*path, name), value
        yield from _within(value, (*path, name))
