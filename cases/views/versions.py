"""How a record came to say what it says: who changed what when, and what stood there before. Redacted like the record."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.catalogue import CATALOGUE
from cases.corrections import may_correct
from cases.reasons import RECORD_CORRECTED, reasons_for
from cases.records import OpenRecord, Records
from cases.rows import Institution, Record, User
from cases.views.seen import Seen, Shown, shown_in
from cases.views.wording import Badge, badge_of
from engine.ports import NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A field that became another; `before` and `after` None where nothing stood or stands."""

    name: str
    label: Text
    category: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version: what changed with it, by whom (None: a rule) and why; the reason for the same institution only."""

    number: int
    at: datetime
    user: str | None
    institution: Badge | None
    reason: str | None
    is_correction: bool
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class RecordVersions:
    """The versions of one record type, newest first. `version` is what a correction names, None where none is possible."""

    type: str
    title: Text
    version: int | None
    versions: tuple[VersionView, ...]

    @property
    def earlier(self) -> tuple[VersionView, ...]:
        """The versions in which something became another: what stood there first is told by the oldest of them."""
        return tuple(
            one
            for one in self.versions
            if any(change.before is not None for change in one.changes) or one.is_correction
        )


def view_versions(
    records: Records, work: Work, seen: Seen, kinds: Sequence[str]
) -> tuple[dict[str, RecordVersions], Shown]:
    """The versions of these record types as far as the actor reads them, and what that shows."""
    rows = work.find(Record, case_key=seen.case.key, type=sorted(kinds)) if kinds else []
    readable = [row for row in rows if seen.sight.may_know(row)]
    reasons = reasons_for(
        work, seen.sight, seen.case.key, RECORD_CORRECTED, {row.type for row in readable}, earlier=True
    )
    opened = records.open_all(work, [*readable, *reasons])
    users, badges = _people(work, seen, readable)
    because = {
        (one.row.type, one.row.created_at): str(one.values.get("reason", ""))
        for one in opened
        if one.row.type.startswith(RECORD_CORRECTED)
    }
    corrected = _corrected(work, seen)
    by_type: dict[str, list[OpenRecord]] = defaultdict(list)
    for one in opened:
        if one.row.type in kinds:
            by_type[one.row.type].append(one)
    found = {}
    for kind, versions in by_type.items():
        told = [
            VersionView(
                number,
                at,
                users.get(by or 0),
                badges.get(by or 0),
                because.get((f"{RECORD_CORRECTED}.{kind}", at)),
                (kind, at) in corrected,
                tuple(changes),
            )
            for (number, at, by), changes in _changes(seen, versions).items()
            if changes
        ]
        found[kind] = RecordVersions(
            kind,
            seen.wording.vocabulary("record_types", kind),
            _version(seen, kind, rows),
            tuple(sorted(told, key=lambda one: (one.number, one.at), reverse=True)),
        )
    return found, shown_in([*readable, *reasons])


def versions_of(records: Records, work: Work, seen: Seen, kind: str) -> tuple[RecordVersions, Shown]:
    """The versions of one record type. Raises NotVisible where nothing of it is open to the actor."""
    found, shown = view_versions(records, work, seen, [kind] if kind in CATALOGUE else [])
    if kind not in found:
        raise NotVisible
    return found[kind], shown


def _version(seen: Seen, kind: str, rows: Sequence[Record]) -> int | None:
    own = str(seen.sight.institution_key)
    mine = [row for row in rows if row.type == kind and row.owners == own and row.replaced_at is None]
    if not may_correct(seen.package, seen.sight, kind, mine):
        return None
    return max(row.number for row in mine)


def _corrected(work: Work, seen: Seen) -> frozenset[tuple[str, datetime]]:
    """Type and moment of each correction: its reason was kept with it, whoever may read that."""
    rows = work.find(
        Record, case_key=seen.case.key, type=[f"{RECORD_CORRECTED}.{kind}" for kind in CATALOGUE]
    )
    return frozenset((row.type.removeprefix(f"{RECORD_CORRECTED}."), row.created_at) for row in rows)


def _people(work: Work, seen: Seen, rows: Sequence[Record]) -> tuple[dict[int, str], dict[int, Badge]]:
    """Names and institutions of those who wrote, by their key."""
    keys = sorted({row.created_by for row in rows if row.created_by is not None})
    users = work.find(User, key=keys) if keys else []
    bodies = sorted({user.institution_key for user in users})
    institutions = {row.key: row for row in work.find(Institution, key=bodies)} if bodies else {}
    badges = {user.key: badge_of(institutions[user.institution_key], seen.wording.language) for user in users}
    return {user.key: user.name for user in users}, badges


def _changes(
    seen: Seen, versions: Sequence[OpenRecord]
) -> dict[tuple[int, datetime, int | None], list[ChangeView]]:
    """By version what is different in it from the one before, each group of fields in its own line of versions."""
    before: dict[tuple[str, str], dict[str, Any]] = {}
    found: dict[tuple[int, datetime, int | None], list[ChangeView]] = defaultdict(list)
    for one in sorted(versions, key=lambda one: (one.row.number, one.row.created_at, one.row.key)):
        row = one.row
        earlier = before.get((row.category, row.owners), {})
        before[row.category, row.owners] = dict(one.values)
        # What was written outside a task followed from a rule, whoever let the case go on.
        who = row.created_by if row.task_key is not None else None
        for name in dict.fromkeys([*earlier, *one.values]):
            old, new = earlier.get(name), one.values.get(name)
            if old != new:
                label = seen.wording.record_field(row.type, name)
                shown = [
                    None if value is None else seen.wording.value(row.type, name, value)
                    for value in (old, new)
                ]
                change = ChangeView(name, label, row.category, shown[0], shown[1])
                found[row.number, row.created_at, who].append(change)
    return found
