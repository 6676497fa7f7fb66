"""An institution gets a unit: the team that a mandate reaches as far as."""

from dataclasses import replace

from cases.rows import Institution, Unit
from cases.staff import EntryRefused, institution_named, line
from cases.trail import changed, leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


def add_unit(engine: Engine, institution: str, name: str, *, is_intake: bool = False) -> Unit:
    """Enter it. The first one of an institution takes what comes from others, else one that is told to, in place of the one
    that did. Raises EntryRefused.
    """
    return repeated(engine, lambda work: enter_unit(engine, work, institution, name, is_intake=is_intake))


def enter_unit(engine: Engine, work: Work, institution: str, name: str, *, is_intake: bool = False) -> Unit:
    """Enter it in a transaction that goes on. Raises EntryRefused."""
    called = line("name", name)
    own = institution_named(work, institution)
    work.replace(own)
    work.hold(Institution)  # who enters a unit of it at the same moment comes after this one
    units = work.find(Unit, institution_key=own.key)
    if any(unit.name == called for unit in units):
        raise EntryRefused(f"There is a unit «{called}» in «{own.name}» already.")
    row = Unit(engine.keys(), own.key, called, is_intake or not units)
    for unit in units:
        if row.is_intake and unit.is_intake:
            other = replace(unit, is_intake=False)
            work.replace(other)
            leave_trail(engine, work, other.key, "UNIT_CHANGED", changed(unit, other))
    work.add(row)
    leave_trail(engine, work, row.key, "UNIT_ENTERED", {"institution": str(own.key)})
    return row
