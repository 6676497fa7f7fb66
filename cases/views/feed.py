"""What happened, as one reader may know it now: the lines of the course of all cases that are open to them.

Decided when it is read: what somebody could have seen then and may not see any more is not there, and what a later
consent opens is not told afterwards. Who only looks by exception has no mandate, and no feed of it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from cases.access import EXCEPTION, Sight, sight_until, sights_of
from cases.erasing import ERASED
from cases.feed import CursorGone
from cases.notes import MENTIONED, may_read
from cases.packets import ARRIVED, places_of
from cases.rows import Case, Mention, Note, Packet
from cases.views.history import is_told
from cases.views.seen import Seen, see_case
from engine.commands.number_events import head_of
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Event, Outbox
from engine.store import R, Work

WALK = 1000
"""Positions that one reading looks at, whatever it finds."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A thin event: `key` is that of the line in the history, of the packet or of the mention."""

    key: int
    kind: str
    case_key: int
    at: datetime
    position: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the feed, as its reader sees it. `reached`: all up to here was looked at; `is_end`: there is no more now."""

    events: tuple[Happened, ...]
    reached: int
    is_end: bool


def view_feed(
    engine: Engine,
    work: Work,
    actor: Actor,
    after: int | None,
    limit: int,
    kinds: Collection[str] = (),
) -> Stretch:
    """The events after a position, from the oldest kept where None; at most `limit` of them, of these kinds where any are
    named. Raises CursorGone."""
    head = head_of(work)
    after = head.oldest - 1 if after is None else after
    if not head.oldest - 1 <= after <= head.position:  # beyond the end: the database is older than the cursor
        raise CursorGone
    positions = range(after + 1, min(after + WALK, head.position) + 1)
    rows = work.find(Outbox, position=list(positions))
    happened = [
        Happened(row.event_key, row.kind, row.instance_key, row.created_at, row.position or 0)
        for row in sorted(rows, key=lambda row: row.position or 0)
        if not kinds or row.kind in kinds
    ]
    shown = seen_by(engine, work, actor, happened)
    reached = positions[-1] if positions else after
    if len(shown) > limit:
        shown = shown[:limit]
        reached = shown[-1].position
    return Stretch(tuple(shown), reached, reached == head.position)


def seen_by(engine: Engine, work: Work, actor: Actor, happened: Sequence[Happened]) -> list[Happened]:
    """Those that the actor may know of at this moment, in their order: few queries for all of them."""
    now = engine.clock.now()
    found = sights_of(work, actor, {one.case_key for one in happened}, now)
    sights = {key: sight for key, sight in found.items() if not sight.is_exceptional}
    lines = [one for one in happened if one.kind not in _OTHERS and _may_concern(one, sights)]
    events = _by_key(work, Event, lines)
    mentions = _by_key(work, Mention, [one for one in happened if one.kind == MENTIONED])
    packets = _by_key(work, Packet, [one for one in happened if one.kind == ARRIVED])
    see = cache(lambda key: see_case(engine, work, actor, key, actor.language, even_erased=True))

    def is_seen(one: Happened) -> bool:
        if one.kind == MENTIONED:
            return _is_mentioned(work, actor, mentions.get(one.key), sights.get(one.case_key))
        if one.kind == ARRIVED:
            return _has_arrived(work, actor, packets.get(one.key), now)
        return _is_line(work, actor, events.get(one.key), sights.get(one.case_key), see)

    return [one for one in happened if is_seen(one)]


_OTHERS = frozenset({MENTIONED, ARRIVED})
"""Not of the chain: for one person, or for the office that received something."""


def _may_concern(one: Happened, sights: Mapping[int, Sight]) -> bool:
    return one.case_key in sights or one.kind == ERASED


def _by_key(work: Work, kind: type[R], wanted: Sequence[Happened]) -> dict[int, R]:
    keys = [one.key for one in wanted]
    return {row.key: row for row in work.find(kind, key=keys)} if keys else {}


def _is_line(
    work: Work, actor: Actor, event: Event | None, sight: Sight | None, see: Callable[[int], Seen]
) -> bool:
    """A line of the history. Whoever saw a case until its erasure hears that it is gone."""
    if event is None:
        return False
    if sight is None:
        return event.kind == ERASED and _lost_it(work, actor, event)
    return is_told(sight, event, partial(see, event.instance_key))


def _lost_it(work: Work, actor: Actor, event: Event) -> bool:
    case = work.get(Case, event.instance_key)
    if case is None or case.erased_at is None:
        return False
    sight = sight_until(work, actor, case.key, case.erased_at)
    return sight is not None and not sight.is_exceptional and is_told(sight, event, _unseen)


def _unseen() -> Seen:
    raise LookupError("nothing is left of an erased case to look at")


def _is_mentioned(work: Work, actor: Actor, mention: Mention | None, sight: Sight | None) -> bool:
    """A mention is its person's alone, as long as they may read the note."""
    if mention is None or mention.user_key != actor.user_key or sight is None:
        return False
    note = work.get(Note, mention.note_key)
    return note is not None and note.withdrawn_at is None and may_read(sight, note)


def _has_arrived(work: Work, actor: Actor, packet: Packet | None, now: datetime) -> bool:
    """For the office that received it: a place in the case, whether or not it is open still, as for reading the packet."""
    if packet is None or packet.to_institution != actor.institution_key:
        return False
    return bool(places_of(work, actor, packet.case_key, now) - {EXCEPTION})
