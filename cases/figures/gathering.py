"""Courses of cases, read from their histories in portions: each in a transaction of its own, and only days and codes are kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from cases.access import BREAK_GLASS, is_active
from cases.figures.course import Course
from cases.lists import ListsOf
from cases.rows import Case, CasePerson, Grant
from engine.clock import local_day
from engine.engine import Engine
from engine.packages.manifest import FigureRules
from engine.rows import Event
from engine.store import Work

PORTION = 50
Named = Mapping[str, tuple[str, ...]]
"""An element of a model or a kind of event, and the events of the domain that it stands for."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case. `institutions`: to which it was ever open (guests and looks by exception left out); `ended`: those of them that
    don't see it any more.
    """

    course: Course
    institutions: frozenset[int]
    ended: frozenset[int]


def named_by(rules: FigureRules) -> Named:
    """What a package says of its events, the other way round."""
    found: dict[str, list[str]] = defaultdict(list)
    for event, names in rules.events.items():
        for name in names:
            found[name].append(event)
    return {name: tuple(events) for name, events in found.items()}


def courses_of(engine: Engine, lists_of: ListsOf, procedure: str, named: Named) -> Iterator[Gathered]:
    """Every case of a procedure that is not erased: what has ended or was withdrawn since doesn't make it uncounted."""
    after, now = 0, engine.clock.now()
    while True:
        with engine.store.reading() as work:
            keys = lists_of(work).cases_of(procedure, after=after, limit=PORTION)
            found = list(_read(work, keys, named, now)) if keys else []
        yield from found
        if len(keys) < PORTION:
            return
        after = keys[-1]


def _read(work: Work, keys: list[int], named: Named, now: datetime) -> Iterator[Gathered]:
    persons = {row.key: row.person_key for row in work.find(CasePerson, key=keys)}
    institutions: dict[int, set[int]] = defaultdict(set)
    seeing: dict[int, set[int]] = defaultdict(set)
    for grant in work.find(Grant, case_key=keys):
        if grant.basis != BREAK_GLASS:
            institutions[grant.case_key].add(grant.institution_key)
            if grant.revoked_at is None and is_active(grant, now):
                seeing[grant.case_key].add(grant.institution_key)
    events: dict[int, list[Event]] = defaultdict(list)
    for event in work.find(Event, instance_key=keys):
        events[event.instance_key].append(event)
    for case in work.find(Case, key=keys):
        course = Course(
            case.key,
            persons.get(case.key, case.key),
            local_day(case.closed_at) if case.closed_at else None,
            case.outcome,
            tuple(_happened(events[case.key], named)),
        )
        ever = frozenset(institutions[case.key])
        yield Gathered(course, ever, ever - seeing[case.key])


def _happened(history: list[Event], named: Named) -> Iterator[tuple[str, date]]:
    for event in history:
        passed = orjson.loads(event.codes).get("path", ())
        for name in (event.kind, *passed):
            for what in named.get(name, ()):
                yield what, local_day(event.at)
