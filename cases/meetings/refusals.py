"""Why something with a meeting can't be done."""

from collections.abc import Sequence

from engine.errors import TooLate, Unanswerable


class NoMeetingsHere(Unanswerable):
    """This procedure has no meetings of this kind."""

    code = "no-meetings-here"


class MeetingChanged(TooLate):
    """Somebody has changed the meeting in the meantime. Read it again; nothing of yours was written."""

    code = "meeting-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the meeting has version {version} now")
        self.version = version


class MeetingIsOver(TooLate):
    """This meeting was held or cancelled. Call another one."""

    code = "meeting-is-over"


class MeetingNotHeld(TooLate):
    """This meeting has not been held yet: note first who was there."""

    code = "meeting-not-held"


class InvitationLapsed(TooLate):
    """This invitation counts no longer: it was taken back, or what it rests on has ended."""

    code = "invitation-lapsed"


class MeetingRefused(Unanswerable):
    """This meeting is not possible as it was asked for: `field` says where, `why` for what reason, `user` about whom."""

    code = "meeting-refused"

    def __init__(self, field: str, why: str, user: int | None = None, missing: Sequence[str] = ()) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
        self.user = user
        self.missing = tuple(missing)
