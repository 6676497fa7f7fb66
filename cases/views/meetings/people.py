"""Who may be invited, as they are shown to who calls a meeting."""

from datetime import datetime

from cases.catalogue import CATEGORIES
from cases.meetings.invitable import invitable, not_released
from cases.notes import granted_now
from cases.views.meetings.lines import is_met
from cases.views.meetings.shapes import SomebodyView
from cases.views.seen import Seen
from cases.views.wording import badge_of
from engine.packages.manifest import MeetingRules
from engine.ports import Actor
from engine.store import Work


def people_of(
    work: Work, actor: Actor, seen: Seen, rules: MeetingRules, now: datetime
) -> tuple[SomebodyView, ...]:
    case, granted = seen.case, granted_now(work, seen.case.key, now)
    found = []
    for key, one in invitable(work, case.key, rules, now).items():
        body = one.institution
        if not is_met(seen, body.key):
            continue
        function = one.user.function_fr if seen.wording.language == "fr" else one.user.function_de
        is_open = body.key == case.opened_by or bool(granted.get(body.key))
        found.append(
            SomebodyView(
                key,
                one.user.name,
                function,
                badge_of(body, seen.wording.language),
                one.is_guest,
                one.is_expected or key == actor.user_key,
                is_open,
                frozenset(not_released(case, granted, body.key, CATEGORIES)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.is_guest, not one.is_expected, one.name)))
