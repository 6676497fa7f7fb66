"""What people of a story do with the meetings of its case: each deed by its word, on the meeting as it stands at that moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from api.stories.expecting import Unmet
from api.stories.stage import Scene
from api.stories.story import MeetingDeed
from cases.commands.answer_invitation import answer_invitation
from cases.commands.call_meeting import NewMeeting, call_meeting
from cases.commands.cancel_meeting import cancel_meeting
from cases.commands.hold_meeting import hold_meeting
from cases.commands.invite_to_meeting import invite_to_meeting
from cases.commands.move_meeting import move_meeting
from cases.commands.write_minutes import write_minutes
from cases.meetings.invitations import live
from cases.meetings.states import PERSON
from cases.meetings.telling import that_counts
from cases.meetings.told import Told
from cases.meetings.topics import parts_of
from cases.rows import Meeting, Minutes
from engine.clock import ZONE, local_day
from engine.packages.package import Package
from engine.ports import Actor

_SOON = timedelta(days=7)
_AT = time(14, tzinfo=ZONE)
_REASON = "Verhindert."


@dataclass(frozen=True)
class Meetings:
    """The meetings of a story's case."""

    scene: Scene
    package: Package
    case_key: int

    def do(self, actor: Actor, step: MeetingDeed) -> None:
        """One deed of one person. Raises Unmet where there is no such meeting or invitation, and what the command raises."""
        _DEEDS[step.meeting](self, actor, step)

    def call(self, actor: Actor, step: MeetingDeed) -> None:
        """Call a meeting."""
        invited = None if step.invited is None else self._everywhere(step, step.invited)
        kind = self._kind(step)
        topics = (
            None if step.topics is None else [step.topics] * len(self.package.manifest.meetings[kind].parts)
        )
        new = NewMeeting(kind, self._when(step), Told(step.place), topics=topics, invited=invited)
        call_meeting(self.scene.house.engine, actor, self.case_key, new)

    def move(self, actor: Actor, step: MeetingDeed) -> None:
        """Say when and where it is from now on."""
        row = self._meeting(step)
        engine, told = self.scene.house.engine, Told(step.place)
        move_meeting(engine, actor, row.key, row.version, self._when(step), row.minutes, told)

    def invite(self, actor: Actor, step: MeetingDeed) -> None:
        """Invite these people and nobody else."""
        row = self._meeting(step)
        invited = self._everywhere(step, step.invited or ())
        invite_to_meeting(self.scene.house.engine, actor, row.key, row.version, invited)

    def answer(self, actor: Actor, step: MeetingDeed) -> None:
        """Say whether somebody comes: oneself, whom one stands in for, or the person."""
        row = self._meeting(step)
        who = PERSON if step.person else self.scene.actors[step.of].user_key if step.of else actor.user_key
        with self.scene.house.engine.store.reading() as work:
            found = [one for one in live(work, row) if one.user_key == who]
        if not found:
            raise Unmet("an invitation", "this person has none that counts")
        accepts = step.meeting == "accept"
        answer_invitation(self.scene.house.engine, actor, found[0].key, row.sequence, accepts=accepts)

    def hold(self, actor: Actor, step: MeetingDeed) -> None:
        """Say that it was held, and who was there for all they were invited to: the person, unless somebody else is named."""
        row = self._meeting(step)
        with self.scene.house.engine.store.reading() as work:
            invited = {one.user_key: parts_of(one.parts) for one in live(work, row)}
        named = step.attended
        there = None if named is None else {self.scene.actors[login].user_key for login in named}
        if there is not None:
            there |= {PERSON} if step.person else set()
            invited = {key: invited.get(key, ()) for key in there}
        hold_meeting(self.scene.house.engine, actor, row.key, row.version, invited)

    def write(self, actor: Actor, step: MeetingDeed) -> None:
        """Write what was said."""
        row = self._meeting(step)
        where = {"meeting_key": row.key, "part": step.part, "category": step.category}
        with self.scene.house.engine.store.reading() as work:
            number = max((one.number for one in work.find(Minutes, **where)), default=0)
        engine = self.scene.house.engine
        write_minutes(engine, actor, row.key, row.version, step.part, step.category, step.text, number)

    def cancel(self, actor: Actor, step: MeetingDeed) -> None:
        """Cancel it."""
        row = self._meeting(step)
        cancel_meeting(self.scene.house.engine, actor, row.key, row.version, _REASON)

    def _kind(self, step: MeetingDeed) -> str:
        return step.kind or next(iter(self.package.manifest.meetings))

    def _when(self, step: MeetingDeed) -> datetime:
        day = step.day or local_day(self.scene.clock.now()) + _SOON
        return datetime.combine(day, _AT).astimezone(UTC)

    def _everywhere(self, step: MeetingDeed, logins: tuple[str, ...]) -> Mapping[int, tuple[int, ...]]:
        parts = self.package.manifest.meetings[self._kind(step)].parts
        every = tuple(range(1, len(parts) + 1))
        return {self.scene.actors[login].user_key: every for login in logins}

    def _meeting(self, step: MeetingDeed) -> Meeting:
        """The meeting that people mean. Raises Unmet where none of its kind was called."""
        kind = self._kind(step)
        with self.scene.house.engine.store.reading() as work:
            rows = work.find(Meeting, case_key=self.case_key, kind=kind)
        if not rows:
            raise Unmet(f"a meeting {kind}", "nobody has called one")
        return that_counts(rows)


_DEEDS: Mapping[str, Callable[[Meetings, Actor, MeetingDeed], None]] = {
    "call": Meetings.call,
    "move": Meetings.move,
    "invite": Meetings.invite,
    "accept": Meetings.answer,
    "decline": Meetings.answer,
    "hold": Meetings.hold,
    "minutes": Meetings.write,
    "cancel": Meetings.cancel,
}
