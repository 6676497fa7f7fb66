"""A read across institutions, or of sensitive categories, leaves an entry: who, when, which categories, by what right."""

from collections.abc import Callable, Collection
from datetime import datetime

from cases.access import BREAK_GLASS, OWN_CASE, Sight, active_grants, holds, is_near
from cases.catalogue import SENSITIVE
from cases.handovers import Side
from cases.lists import LISTED, Lists
from cases.packets import Reading
from cases.rows import AccessEntry, Grant, Packet, Participant
from cases.views.seen import Seen, Shown
from engine.clock import start_of_day
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work

_NAMES = "MASTER"
PACKET = "PACKET"
"""The basis of what is read in a received packet: it was passed on, and stays."""
DEPUTY = "DEPUTY"
"""The basis of what an office reads of its own by somebody who only stands in for whom the case names."""
_OF_THE_OFFICE = frozenset({"OWN", "OPENED"})


def log_access(
    engine: Engine, actor: Actor, seen: Seen, action: str, shown: Shown = frozenset(), *, always: bool = False
) -> None:
    """Note what the actor was shown of a case. action: case | task | gateway | consent | correction | versions | history |
    notes | plan | handover | meeting | handout | documents | document | document_made | returning | sending | report |
    report_file.

    Those who opened the case leave an entry for what belongs to others or is sensitive; everybody else for
    everything, category "*" where they saw the case but no values in it. `always`: those who opened it too. Who only stands
    in for somebody always leaves one, and what is their office's own is noted as read by the deputy.
    """
    _log_seen(engine, actor, seen.case.key, seen.sight, action, shown, always=always)


def _log_seen(
    engine: Engine, actor: Actor, case_key: int, sight: Sight, action: str, shown: Shown, *, always: bool
) -> None:
    now = engine.clock.now()
    with engine.store.reading() as work:
        grants = active_grants(work, case_key, actor.institution_key, now)
        stands_in = _only_stands_in(work, actor, case_key, now)
    wanted = _wanted(sight, shown, {grant.category: grant.basis for grant in grants})
    if not wanted and (always or stands_in or not sight.is_opener):
        wanted = {(OWN_CASE, _what_opens(grants))}
    if stands_in:
        wanted = {(category, DEPUTY if basis in _OF_THE_OFFICE else basis) for category, basis in wanted}
    if sight.is_exceptional:
        wanted = {(category, BREAK_GLASS) for category, _ in wanted}
    _keep(engine, actor, case_key, action, wanted, now)


def _only_stands_in(work: Work, actor: Actor, case_key: int, now: datetime) -> bool:
    """Whether nothing but standing in for somebody gives the actor a mandate in the case."""
    places = work.find(Participant, case_key=case_key, institution_key=actor.institution_key)
    return not any(holds(place, now) and is_near(place, actor, frozenset()) for place in places)


def log_packet(engine: Engine, actor: Actor, packet: Packet, reading: Reading, shown: Shown) -> None:
    """Note that the actor read a packet: always. What was received is read because it was passed on; at the sender it is
    read as the case is. `shown` is empty where the content was erased, or none of it is shared with the sender now."""
    if not reading.is_receiver and reading.sight is not None:
        _log_seen(engine, actor, packet.case_key, reading.sight, "packet", shown, always=True)
        return
    basis = BREAK_GLASS if reading.is_exceptional else PACKET
    categories = {category for category, _ in shown} or {OWN_CASE}
    _keep(
        engine,
        actor,
        packet.case_key,
        "packet",
        {(category, basis) for category in categories},
        engine.clock.now(),
    )


def log_handover(
    engine: Engine, actor: Actor, case_key: int, side: Side, shown: Shown, *, always: bool = False
) -> None:
    """Note that the actor read of a handover. The receiver reads of it because it was offered to them, like its packet."""
    if not side.is_receiver and side.sight is not None:
        _log_seen(engine, actor, case_key, side.sight, "handover", shown, always=always)
        return
    basis = BREAK_GLASS if side.is_exceptional else PACKET
    wanted = {(category, basis) for category, _ in shown} or {(OWN_CASE, basis)}
    _keep(engine, actor, case_key, "handover", wanted, engine.clock.now())


def log_listed(
    engine: Engine, lists: Callable[[Work], Lists], actor: Actor, case_keys: Collection[int]
) -> None:
    """Note whose names, on record of another institution, the actor was shown in a list: once a day for each case."""
    if not case_keys:
        return
    now = engine.clock.now()
    with engine.store.reading() as work:
        new = sorted(set(case_keys) - lists(work).listed(actor.user_key, case_keys, start_of_day(now)))
        grants = active_grants(work, new, actor.institution_key, now) if new else []
    basis = {grant.case_key: grant.basis for grant in grants if grant.category == _NAMES}
    if new:
        with engine.store.work() as work:
            work.add(
                *(_entry(engine, actor, key, LISTED, (_NAMES, basis.get(key, "JOINT")), now) for key in new)
            )


def log_compared(engine: Engine, actor: Actor, case_keys: Collection[int]) -> None:
    """Note in other cases that the coordination was shown who their person is, to tell people apart."""
    if not case_keys:
        return
    now = engine.clock.now()
    with engine.store.reading() as work:
        grants = active_grants(work, sorted(case_keys), actor.institution_key, now)
    with engine.store.work() as work:
        work.add(
            *(
                _entry(engine, actor, grant.case_key, "returning", (_NAMES, grant.basis), now)
                for grant in {g.case_key: g for g in grants if g.category == _NAMES}.values()
            )
        )


def _wanted(sight: Sight, shown: Shown, granted: dict[str, str]) -> set[tuple[str, str]]:
    """The categories to be noted, each with its basis."""
    own = str(sight.institution_key)
    found = set()
    for category, owners in shown:
        holders = owners.split(",")
        if holders != [own]:
            found.add((category, granted.get(category) or ("JOINT" if own in holders else "OPENED")))
        elif category in SENSITIVE or not sight.is_opener:
            found.add((category, "OWN"))
    return found


def _what_opens(grants: Collection[Grant]) -> str:
    """The basis on which a case shows at all: that the institution opened it, else the newest grant."""
    bases = [grant.basis for grant in sorted(grants, key=lambda grant: grant.key)]
    return "OPENED" if "OPENED" in bases else bases[-1] if bases else "OWN"


def _keep(
    engine: Engine, actor: Actor, case_key: int, action: str, wanted: set[tuple[str, str]], now: datetime
) -> None:
    if not wanted:
        return
    with engine.store.work() as work:
        work.add(*(_entry(engine, actor, case_key, action, one, now) for one in sorted(wanted)))


def _entry(
    engine: Engine, actor: Actor, case_key: int, action: str, one: tuple[str, str], now: datetime
) -> AccessEntry:
    category, basis = one
    return AccessEntry(
        engine.keys(), case_key, actor.user_key, actor.institution_key, category, action, basis, now
    )
