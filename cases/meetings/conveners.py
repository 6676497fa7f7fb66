"""Who calls meetings, and which meeting they act on."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.access import Sight, sight_in
from cases.meetings.refusals import MeetingChanged, MeetingIsOver, MeetingNotHeld, NoMeetingsHere
from cases.meetings.seeing import may_see
from cases.meetings.states import HELD, PLANNED
from cases.rows import Invitation, Meeting, Minutes
from engine.packages.manifest import MeetingRules
from engine.ports import NO_CASE, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Convener:
    """Somebody who may call meetings of a kind, in a case that is open."""

    running: Running
    sight: Sight
    rules: MeetingRules


def convener(running: Running, kind: str) -> Convener:
    """Who acts, where they may call meetings of a kind. Raises NoMeetingsHere, NotAllowed, CaseClosed, CaseHeld."""
    sight = sight_in(running)
    rules = running.package.manifest.meetings.get(kind)
    if rules is None:
        raise NoMeetingsHere
    if not may_call(sight, rules):
        raise NotAllowed
    running.require_open()
    running.require_not_held()
    return Convener(running, sight, rules)


def may_call(sight: Sight, rules: MeetingRules) -> bool:
    """Whether somebody who sees the case so calls meetings of a kind, moves them and writes their minutes."""
    return not sight.is_exceptional and bool(sight.roles & set(rules.called_by))


def may_write(sight: Sight, category: str, before: Minutes | None) -> bool:
    """Whether one of those who call a meeting writes what was said of a category: they go on with what is their own
    institution's, and begin where they may read what others write of it, so that a refusal tells nobody what there is."""
    if before is not None and str(sight.institution_key) in before.owners.split(","):
        return True
    return before is None and (sight.is_opener or category in sight.categories)


def meeting_of(running: Running, meeting_key: int, version: int, *, must_be: str) -> tuple[Meeting, Convener]:
    """A meeting of the case for one of those who call it.

    Raises NotVisible, NotAllowed, NoMeetingsHere, CaseClosed, CaseHeld, MeetingChanged, MeetingIsOver, MeetingNotHeld.
    """
    row = running.work.get(Meeting, meeting_key)
    if row is None or row.case_key != running.instance.key:
        raise NotVisible
    rules = running.package.manifest.meetings.get(row.kind)
    if not may_see(running.work, running.actor, sight_in(running), row, rules, running.now):
        raise NotVisible
    by = convener(running, row.kind)
    if row.version != version:
        raise MeetingChanged(row.version)
    if must_be == PLANNED and row.state != PLANNED:
        raise MeetingIsOver
    if must_be == HELD and row.state != HELD:
        raise MeetingNotHeld
    return row, by


def case_of_meeting(meeting_key: int) -> Callable[[Work], int]:
    """Finds the case of a meeting, NO_CASE where there is none."""

    def case_of(work: Work) -> int:
        row = work.get(Meeting, meeting_key)
        return row.case_key if row else NO_CASE

    return case_of


def case_of_invitation(invitation_key: int) -> Callable[[Work], int]:
    """Finds the case of an invitation, NO_CASE where there is none."""

    def case_of(work: Work) -> int:
        row = work.get(Invitation, invitation_key)
        return row.case_key if row else NO_CASE

    return case_of
