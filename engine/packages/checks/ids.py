"""Ids that stay: texts, rows and histories name elements by them (X1)."""

import re
from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Package

_LONGEST = 100
_ID = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
_RESERVED = frozenset({"Start", "End", "Root"})


def check_ids(package: Package) -> Iterator[Fault]:
    """Ids of elements, flows and lanes; those that were missing are in the notes of the model."""
    model = package.model
    for ident in (*model.elements, *model.lanes):
        if not _ID.match(ident) or ident in _RESERVED or len(ident) > _LONGEST:
            yield fault(
                package,
                ident[:_LONGEST],
                "X1",
                f"«{ident[:_LONGEST]}» can't be the id of an element.",
                "Use letters, digits and _, beginning with a letter; not Start, End or Root; "
                f"at most {_LONGEST} characters.",
            )
    for note in model.notes:
        if note.rule == "READ-ID":
            yield fault(
                package, note.place, "X1", note.message, "Give it an id that stays when the model changes."
            )
