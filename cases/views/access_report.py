"""Who saw what of a case, when and why: what the person may ask for, fetched by those who keep the case for them.

The report tells categories, never values. It goes to the office that opened the case and to the coordination that
takes part in it; others who see the case get NotAllowed.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.access import COORDINATION
from cases.lists import Lists
from cases.records import Records
from cases.rows import AccessEntry, Institution, Packet, User
from cases.views.access_basis import Bases, BasisView
from cases.views.exceptions import ExceptionView, view_exceptions
from cases.views.grantings import GrantingView, view_grantings
from cases.views.packets import ReportedPacket, report_packets
from cases.views.seen import Seen, Shown, name_shown, person_name_of, see_case
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed, NotVisible
from engine.store import Work
from forms import CATEGORIES, Text

_ROWS = 200


class ReportNotYours(NotAllowed):
    """Only the office that opened the case and the coordination fetch this report. Ask the office that opened it."""


@dataclass(frozen=True, slots=True)
class PartView:
    """Categories that were read on one basis; none where only the case was seen and no value in it."""

    basis: BasisView
    codes: tuple[str, ...]
    categories: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AccessView:
    """One read: a moment, somebody with function and institution, what they opened. `key` is the cursor after it."""

    key: int
    at: datetime
    user: str
    function: str
    institution: Badge
    action: str
    opened: Text
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class AccessReport:
    """A page of the report; `following` is the cursor of the next, None on the last. `packets` are all of the case."""

    person_name: str | None
    accesses: tuple[AccessView, ...]
    following: int | None
    grantings: tuple[GrantingView, ...]
    exceptions: tuple[ExceptionView, ...]
    packets: tuple[ReportedPacket, ...]
    seen: Seen
    shown: Shown


def may_fetch(seen: Seen) -> bool:
    """Whether the actor keeps the case for the person: opened it, or holds a role of the coordination in it."""
    return seen.sight.is_opener or bool(_coordination(seen.package) & seen.sight.roles)


def view_access_report(
    engine: Engine,
    records: Records,
    lists: Callable[[Work], Lists],
    actor: Actor,
    case_key: int,
    language: str,
    *,
    after: int | None = None,
    limit: int = 50,
) -> AccessReport:
    """A page of the report, newest first. Raises NotVisible (also for a cursor of no read of this case), ReportNotYours."""
    with engine.store.reading() as work:
        seen = see_case(engine, work, actor, case_key, language, even_erased=True)
        if not may_fetch(seen):
            raise ReportNotYours
        cursor = work.get(AccessEntry, after) if after is not None else None
        if after is not None and (cursor is None or cursor.case_key != case_key):
            raise NotVisible
        reads = _reads(lists(work), case_key, cursor, limit + 1)
        shown = reads[:limit]
        return AccessReport(
            person_name=person_name_of(records, work, seen),
            accesses=_views(work, seen, shown),
            following=shown[-1][-1].key if len(reads) > limit else None,
            grantings=view_grantings(work, seen, engine.clock.now()),
            exceptions=view_exceptions(records, work, seen),
            packets=report_packets(engine, work, actor, seen, work.find(Packet, case_key=case_key)),
            seen=seen,
            shown=name_shown(work, seen),
        )


def every_access(lists: Callable[[Work], Lists], work: Work, seen: Seen) -> tuple[AccessView, ...]:
    """All reads of a case, newest first, for who may fetch the report."""
    return _views(work, seen, _reads(lists(work), seen.case.key, None, sys.maxsize))


def _coordination(package: Package) -> frozenset[str]:
    """The roles that only a coordination office may hold."""
    roles = package.manifest.roles.items()
    return frozenset(name for name, role in roles if set(role.institutions) == {COORDINATION})


def _reads(
    lists: Lists, case_key: int, cursor: AccessEntry | None, wanted: int
) -> list[tuple[AccessEntry, ...]]:
    """So many reads, each with all its entries; how many entries they have is known only when they are there."""
    reads: dict[tuple[datetime, int, str], list[AccessEntry]] = defaultdict(list)
    while True:
        rows = lists.accesses(case_key, before=cursor, limit=_ROWS)
        for row in rows:
            reads[row.at, row.user_key, row.action].append(row)
        if len(rows) < _ROWS or len(reads) > wanted:
            return [tuple(rows) for rows in reads.values()][:wanted]
        cursor = rows[-1]


def _views(work: Work, seen: Seen, reads: Sequence[tuple[AccessEntry, ...]]) -> tuple[AccessView, ...]:
    language = seen.wording.language
    users = {row.key: row for row in work.find(User, key=sorted({read[0].user_key for read in reads}))}
    keys = sorted({read[0].institution_key for read in reads})
    badges = {row.key: badge_of(row, language) for row in work.find(Institution, key=keys)}
    bases = Bases(work, seen)
    views = []
    for read in reads:
        first, user = read[0], users[read[0].user_key]
        views.append(
            AccessView(
                key=read[-1].key,
                at=first.at,
                user=user.name,
                function=user.function_fr if language == "fr" else user.function_de,
                institution=badges[first.institution_key],
                action=first.action,
                opened=seen.wording.vocabulary("access_actions", first.action),
                parts=_parts(seen, bases, read),
            )
        )
    return tuple(views)


def _parts(seen: Seen, bases: Bases, read: Sequence[AccessEntry]) -> tuple[PartView, ...]:
    """The entries of one read by their basis, categories in the order people know."""
    by_basis: dict[BasisView, set[str]] = defaultdict(set)
    for entry in read:
        by_basis[bases.of(entry)].add(entry.category)
    parts = []
    for basis, found in by_basis.items():
        codes = tuple(code for code in CATEGORIES if code in found)
        labels = tuple(seen.wording.vocabulary("categories", code) for code in codes)
        parts.append(PartView(basis, codes, labels))
    return tuple(sorted(parts, key=lambda part: [CATEGORIES.index(code) for code in part.codes]))
