"""Each kind of meeting that models and documents hear of has a record of its own for it."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.manifest import FILE, MEETING_FIELDS
from engine.packages.package import Catalogue, Package


def check_meetings(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """The record of a kind is one for meetings, and no other kind has it."""
    known = sorted(kind for kind, fields in catalogue.items() if set(fields) == set(MEETING_FIELDS))
    taken: dict[str, str] = {}
    for name, rules in package.manifest.meetings.items():
        place = f"meetings.{name}.record"
        if rules.record is None:
            continue
        if rules.record not in known:
            message = f"«{rules.record}» is no record that says how a meeting stands."
            remedy = f"One of: {', '.join(known)}. A new one is added in cases/catalogue.py."
            yield Fault(FILE, place, "MEETING-RECORD", message, remedy)
        elif rules.record in taken:
            message = f"«{rules.record}» says how «{taken[rules.record]}» stands already."
            yield Fault(FILE, place, "MEETING-RECORD", message, "Take another record, or leave it out.")
        taken.setdefault(rules.record, name)
