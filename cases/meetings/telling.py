"""A model hears how the meetings of a kind stand, and documents print it: as a record, written anew by what is done with them.

The rows are the truth: the record is what follows from them at that moment. It says nothing of what is spoken of.
"""

from collections.abc import Mapping
from typing import Any

from cases.meetings.states import CANCELLED, CATEGORY, HELD, PLANNED
from cases.meetings.told import told_of
from cases.rows import Meeting
from cases.telling import put_on_record, tell
from engine.clock import ZONE
from engine.ports import CaseFile
from engine.running import Running
from engine.store import Work


def tell_model(running: Running, kind: str) -> None:
    """The model goes on where it waited for a meeting of this kind. Raises ProcessFailure."""
    told = _told(running, kind)
    if told is not None and running.instance.ended_at is None:
        tell(running, *told)
    elif told is not None:
        put_on_record(running, *told)


def tell_of_all(running: Running) -> bool:
    """The model stands still, and finds on record how all meetings stand: in a version that asks for it where the one before
    did not. Whether there are any."""
    found = [told for kind in running.package.manifest.meetings if (told := _told(running, kind)) is not None]
    for told in found:
        put_on_record(running, *told)
    return bool(found)


def _told(running: Running, kind: str) -> tuple[str, Mapping[str, Any], str, frozenset[str]] | None:
    rules, work = running.package.manifest.meetings.get(kind), running.work
    rows = work.find(Meeting, case_key=running.instance.key, kind=kind)
    if rules is None or rules.record is None or not rows:
        return None
    row = that_counts(rows)
    owners = frozenset({str(row.institution_key)})
    return rules.record, stand_of(running.engine.case_file, work, row, rows), CATEGORY, owners


def that_counts(rows: list[Meeting]) -> Meeting:
    """Of the meetings of a kind the one that people mean: the next one, else the last that was held, else the last that was
    cancelled."""
    planned = [row for row in rows if row.state == PLANNED]
    if planned:
        return min(planned, key=lambda row: (row.begins_at, row.key))
    over = [row for row in rows if row.state == HELD] or [row for row in rows if row.state == CANCELLED]
    return max(over, key=lambda row: (row.begins_at, row.key))


def stand_of(files: CaseFile, work: Work, row: Meeting, rows: list[Meeting]) -> Mapping[str, Any]:
    """How it stands, by the fields of its record. `held_on`: the day of the last of its kind that was held, however it goes on."""
    days = [one.begins_at.astimezone(ZONE).date() for one in rows if one.state == HELD]
    return {
        "state": row.state,
        "begins_at": row.begins_at.astimezone(ZONE),
        "place": told_of(files, work, row).place,
        "minutes": row.minutes,
        "held_on": max(days, default=None),
    }
