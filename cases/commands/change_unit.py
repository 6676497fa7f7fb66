"""A unit gets another name, or takes what comes from others from now on."""

from dataclasses import replace

from cases.rows import Institution, Unit
from cases.staff import EntryRefused, institution_named, line, unit_named
from cases.trail import changed, leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


def change_unit(
    engine: Engine, institution: str, name: str, new_name: str | None = None, *, is_intake: bool = False
) -> Unit:
    """Change it. The one that took what comes from others does no longer, where this one does. Raises EntryRefused."""
    called = line("name", name if new_name is None else new_name)

    def body(work: Work) -> Unit:
        own = institution_named(work, institution)
        work.replace(own)
        work.hold(Institution)  # who does so for another unit of it at the same moment comes after this one
        before = unit_named(work, own, name)
        others = [row for row in work.find(Unit, institution_key=own.key) if row.key != before.key]
        if any(row.name == called for row in others):
            raise EntryRefused(f"There is a unit «{called}» in «{own.name}» already.")
        after = replace(before, name=called, is_intake=before.is_intake or is_intake)
        for row in others:
            if is_intake and row.is_intake:
                other = replace(row, is_intake=False)
                work.replace(other)
                leave_trail(engine, work, other.key, "UNIT_CHANGED", changed(row, other))
        work.replace(after)
        leave_trail(engine, work, after.key, "UNIT_CHANGED", changed(before, after))
        return after

    return repeated(engine, body)
