"""What the code promises whatever a model says, and the story that tells so: each guard can be switched off, one at a time.

A guard is a function that refuses. Switched off it lets everything pass; then its story must turn red, and of the other stories
that do the same kind of thing only those in `also`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.stories.packages import Told
from api.stories.story import Story
from cases.access import sight_in
from cases.erasing import TAKEN, LegalHold, RetentionRuns, in_the_way
from cases.handovers import Acting, Side
from cases.plans import Table, at_the_table
from cases.rows import Case, Handover, Measure, Plan
from engine.errors import TooLate
from engine.running import Running

_OPENERS = ("erase_case", "hold_erasure", "note_archive_answer", "offer_to_archive", "propose_erasure")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: the story that tells it, by the key of the steps it is about, and what is put in whose place."""

    says: str
    package: str
    story: str
    verb: str
    switched_off: Mapping[str, Any]
    also: frozenset[str] = frozenset()

    def told_by(self, story: Story) -> bool:
        """Whether this is its story."""
        return name_of(story) == self.story

    def slice_of(self, told: Told) -> list[Story]:
        """The stories of the package that do the same kind of thing, its own among them."""
        return [story for story in told.stories if any(step.verb == self.verb for step in story.steps)]


def name_of(story: Story) -> str:
    """The name of its file."""
    return story.file.removeprefix("stories/").removesuffix(".yaml")


def _nothing(*given: Any, **named: Any) -> None:
    """A guard that refuses nobody."""


def _yes(*given: Any, **named: Any) -> bool:
    return True


def _without(obstacle: type[TooLate]) -> Callable[[Case, Any], TooLate | None]:
    def found(case: Case, now: Any) -> TooLate | None:
        real = in_the_way(case, now)
        return None if isinstance(real, obstacle) else real

    return found


def _both_sides(acting: Acting, running: Running, *, as_receiver: bool) -> Handover:
    assert acting.side is not None
    acting.side = Side(is_receiver=True, is_sender=True, is_exceptional=False, sight=acting.side.sight)
    return _OPEN_ROW(acting, running, as_receiver=as_receiver)


class _Anybodys(Table):
    """A table at which every measure is the actor's own to answer."""

    def measure(self, key: int) -> tuple[Plan, Measure]:
        plan, row = super().measure(key)
        assert self.running.actor is not None
        return plan, replace(row, institution_key=self.running.actor.institution_key)


def _anybodys_table(running: Running) -> Table:
    table = at_the_table(running)
    return _Anybodys(table.running, table.sight, table.rules, table.owners)


_OPEN_ROW = Acting.open_row
_COMMANDS = "cases.commands."

PROMISES = (
    Promise(
        "nothing is erased before its retention has passed",
        "wallis_tandem",
        "erased_too_early",
        "retention",
        {
            f"{_COMMANDS}{one}.in_the_way": _without(RetentionRuns)
            for one in ("propose_erasure", "erase_case")
        },
    ),
    Promise(
        "a legal hold keeps a case",
        "wallis_tandem",
        "held_beyond_its_retention",
        "retention",
        {f"{_COMMANDS}{one}.in_the_way": _without(LegalHold) for one in ("propose_erasure", "erase_case")},
    ),
    Promise(
        "nobody erases a case alone",
        "wallis_tandem",
        "nobody_erases_alone",
        "retention",
        {f"{_COMMANDS}erase_case.require_another": _nothing},
    ),
    Promise(
        "the archive is heard first",
        "wallis_tandem",
        "the_archive_has_not_answered",
        "retention",
        {f"{_COMMANDS}propose_erasure.checked_answer": lambda answer, number: (TAKEN, "A 1")},
    ),
    Promise(
        "the number at the archive names nobody",
        "wallis_tandem",
        "archive_takes_the_dossier",
        "retention",
        {"cases.archiving.is_file_number": _yes},
    ),
    Promise(
        "only the office that opened a case has it erased",
        "wallis_tandem",
        "only_who_opened_it_erases",
        "retention",
        {f"{_COMMANDS}{one}.require_opener": sight_in for one in _OPENERS},
    ),
    Promise(
        "the certificate is for those who took part",
        "wallis_tandem",
        "erased_after_ten_years",
        "retention",
        {"cases.views.certificate.took_part": _yes},
    ),
    Promise(
        "neither side of a handover acts for the other",
        "basel_landschaft",
        "nobody_answers_for_another",
        "handover",
        {"cases.handovers.Acting.open_row": _both_sides},
    ),
    Promise(
        "nobody is taken over without a consent",
        "basel_landschaft",
        "consent_withdrawn_while_it_is_offered",
        "handover",
        {f"{_COMMANDS}accept_handover.require_basis": _nothing},
    ),
    Promise(
        "nobody commits another institution",
        "luzern_iiz",
        "nobody_accepts_for_another",
        "plan",
        {f"{_COMMANDS}answer_measure.at_the_table": _anybodys_table},
    ),
    Promise(
        "only who calls meetings holds them and writes their minutes",
        "luzern_iiz",
        "meeting_takes_place",
        "meeting",
        {"cases.meetings.conveners.may_call": _yes},
        also=frozenset({"invitation_is_checked", "meeting_is_cancelled"}),
    ),
    Promise(
        "a measure comes from the catalogue of its institution",
        "mamac",
        "nobody_accepts_for_another",
        "plan",
        {f"{_COMMANDS}propose_measure.check_offer": _nothing},
    ),
    Promise(
        "a meeting lies ahead, and within the time for it",
        "mamac",
        "invitation_is_checked",
        "meeting",
        {f"{_COMMANDS}call_meeting.check_when": _nothing},
    ),
    Promise(
        "the case management goes along with the lead",
        "mamac",
        "information_is_overdue_and_another_takes_over",
        "lead",
        {f"{_COMMANDS}change_lead.give_lead": _nothing},
    ),
    Promise(
        "who settles what the RAV reported sees the case",
        "wallis_tandem",
        "rav_reports_to_who_sees_the_case",
        "message",
        {f"{_COMMANDS}send_rav_message.require_mandate": _nothing},
    ),
)
