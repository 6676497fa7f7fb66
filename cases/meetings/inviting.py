"""Who is to be invited: nobody is to hear what they are not released for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.meetings.conveners import Convener
from cases.meetings.invitable import Invitable, invitable, not_released
from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import MOST_INVITED, PERSON
from cases.meetings.untold import untold_institutions
from cases.notes import granted_now
from cases.rows import Case


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who is to be invited, to which parts."""

    user_key: int
    institution_key: int
    parts: tuple[int, ...]


def check_invited(
    by: Convener, topics: Sequence[Sequence[str]], invited: Mapping[int, Sequence[int]] | None
) -> list[Wanted]:
    """Who is to be invited: those named, by user, else those expected, to all parts; and the person to their parts.

    Raises MeetingRefused: somebody who is not in the case, or is not released for what is spoken of. Of whom the actor is not
    told counts as not in it, so that asking tells nothing.
    """
    running = by.running
    work, case_key = running.work, running.instance.key
    case = work.get(Case, case_key)
    assert case is not None
    known = _known_to(by)
    granted = granted_now(work, case_key, running.now)
    every = tuple(range(1, len(topics) + 1))
    if invited is None:
        me = running.actor.user_key if running.actor else PERSON
        invited = {key: every for key, one in known.items() if one.is_expected or key == me}
    if not invited:
        raise MeetingRefused("invited", "nobody")
    if len(invited) > MOST_INVITED:
        raise MeetingRefused("invited", "too-many")
    found = []
    for key, parts in invited.items():
        one = known.get(key)
        if one is None:
            raise MeetingRefused("invited", "not-in-the-case", key)
        if not parts or set(parts) - set(every):
            raise MeetingRefused("invited", "no-such-part", key)
        if one.institution.key != case.opened_by and not granted.get(one.institution.key):
            raise MeetingRefused("invited", "no-release" if one.is_guest else "no-authority", key)
        heard = [category for part in sorted(set(parts)) for category in topics[part - 1]]
        missing = not_released(case, granted, one.institution.key, heard)
        if missing:
            raise MeetingRefused("invited", "not-released", key, missing)
        found.append(Wanted(key, one.institution.key, tuple(sorted(set(parts)))))
    theirs = tuple(part for part in every if by.rules.parts[part - 1].with_person)
    return [*found, Wanted(PERSON, PERSON, theirs)] if theirs else found


def _known_to(by: Convener) -> dict[int, Invitable]:
    """Those of whom the actor is told."""
    running = by.running
    found = invitable(running.work, running.instance.key, by.rules, running.now)
    hidden = untold_institutions(running, {one.institution.key for one in found.values()})
    return {key: one for key, one in found.items() if one.institution.key not in hidden}
