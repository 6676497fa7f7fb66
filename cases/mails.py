"""Mail to those who are invited: rows that leave with the transaction they belong to, and letters made of them when they go.

A letter says what kind of meeting it is, of which case, and when; never who the person is, where it is or what it is about:
that is read in Brücke. The way out is a port (adapters/mail.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from cases.meetings.lapsing import lapsed_in
from cases.meetings.states import CANCELLED, INVITED, PERSON, PLANNED, REMINDER, SENT
from cases.rows import Case, Invitation, Mail, Meeting, User
from cases.views.wording import Wording
from engine.engine import Engine
from engine.store import Work

WAITING, DEAD, OFF = "waiting", "dead", "off"
REQUEST, CANCEL = "request", "cancel"
GIVE_UP = timedelta(days=3)
"""How long one letter is tried before it is a dead one."""
TAKEN, REFUSED = "taken", "refused"
"""What a server answers for good: it has it, or it never will."""
MISTAKE = "mistake"
"""It could not be made: the mistake is the case's, and it is tried again."""
NO_ANSWER = "timeout"
"""A server that did not answer in time may have it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message with what belongs into a calendar. `method`: REQUEST | CANCEL, None for one without; `message_id` is the same
    however often it is sent."""

    to: str
    subject: str
    body: str
    method: str | None
    uid: str
    sequence: int
    begins_at: datetime
    ends_at: datetime
    summary: str
    url: str | None
    message_id: str
    written_at: datetime
    language: str


class Post(Protocol):
    """Carries letters."""

    @property
    def is_on(self) -> bool:
        """Whether letters leave at all."""

    def carry(self, letter: Letter) -> str:
        """Hand a letter over within half a minute: taken | refused (for good) | later | unreachable | timeout | tls | sign-in |
        sender. Never raises for what the other side does."""

    def invitation(self, letter: Letter) -> bytes:
        """What of a letter belongs into a calendar, as iCalendar."""


def tell(
    work: Work,
    keys: Callable[[], int],
    meeting: Meeting,
    invitations: Iterable[Invitation],
    kind: str,
) -> int:
    """A message to each of those invited who has an address leaves with this transaction; what still waits for them is
    superseded by it. A cancellation goes to nobody whom no invitation can have reached. How many leave."""
    rows = [row for row in invitations if row.user_key != PERSON]
    if not rows:
        return 0
    users = {user.key: user for user in work.find(User, key=sorted(row.user_key for row in rows))}
    known = work.find(Mail, invitation_key=sorted(row.key for row in rows))
    now, told = work.now(), 0
    for row in rows:
        mine = [mail for mail in known if mail.invitation_key == row.key]
        if kind == REMINDER and any(mail.kind == REQUEST and mail.status == WAITING for mail in mine):
            continue  # they have not even got the invitation yet
        for mail in mine:
            if mail.status != SENT and (kind != REMINDER or mail.kind == REMINDER):
                _supersede(work, mail)
        if kind == CANCEL and not _counts_on_it(mine):
            continue
        if users[row.user_key].email and users[row.user_key].is_active:
            same = [mail.turn for mail in mine if (mail.kind, mail.sequence) == (kind, meeting.sequence)]
            work.add(_mail(keys(), meeting, row, kind, max(same, default=-1) + 1, now))
            told += 1
    return told


def _supersede(work: Work, mail: Mail) -> None:
    """It leaves no more. What may have arrived stays as a dead one: it may have to be taken back."""
    if not _may_have_arrived(mail):
        work.remove(Mail, mail.key)
    elif mail.status == WAITING:
        work.replace(replace(mail, status=DEAD, due_at=None))


def _counts_on_it(mails: Iterable[Mail]) -> bool:
    """Whether an invitation may have reached somebody, and has not been taken back since."""
    invited = [mail.sequence for mail in mails if mail.kind == REQUEST and _may_have_arrived(mail)]
    taken_back = [mail.sequence for mail in mails if mail.kind == CANCEL and mail.status == SENT]
    return max(invited, default=-1) > max(taken_back, default=-1)


def _may_have_arrived(mail: Mail) -> bool:
    """Whether a server has it, or nobody knows: it is on its way just now, or was not answered."""
    is_leased = mail.attempts == 0 and mail.due_at != mail.since and mail.status != OFF
    return mail.status == SENT or is_leased or mail.last_answer == NO_ANSWER


def _mail(key: int, meeting: Meeting, row: Invitation, kind: str, turn: int, now: datetime) -> Mail:
    return Mail(
        key=key,
        case_key=meeting.case_key,
        meeting_key=meeting.key,
        invitation_key=row.key,
        kind=kind,
        sequence=meeting.sequence,
        turn=turn,
        status=WAITING,
        attempts=0,
        due_at=now,
        since=now,
        last_answer=None,
        last_at=None,
    )


def letter_of(engine: Engine, work: Work, mail: Mail, base: str | None) -> Letter | None:
    """What a row stands for, at this moment; None where it is not to be sent (any more). `base`: where people reach Brücke."""
    meeting, row = work.get(Meeting, mail.meeting_key), work.get(Invitation, mail.invitation_key)
    case = work.get(Case, mail.case_key)
    if meeting is None or row is None or case is None or case.erased_at is not None:
        return None
    user = work.get(User, row.user_key)
    if user is None or not user.is_active or not user.email:
        return None
    if mail.kind != CANCEL and not _counts(engine, work, case, meeting, row):
        return None
    return compose(engine, work, case, meeting, user, mail, base)


def _counts(engine: Engine, work: Work, case: Case, meeting: Meeting, row: Invitation) -> bool:
    rules = engine.versions.get(work, case.procedure_version_key).manifest.meetings.get(meeting.kind)
    if rules is None or meeting.state != PLANNED or row.state != INVITED or case.closed_at is not None:
        return False
    return row.key not in lapsed_in(work, meeting, rules, engine.clock.now())


def compose(
    engine: Engine, work: Work, case: Case, meeting: Meeting, user: User, mail: Mail, base: str | None
) -> Letter:
    """The letter, in the words of its reader."""
    package = engine.versions.get(work, case.procedure_version_key)
    wording = Wording(package, user.language)
    rules = package.manifest.meetings.get(meeting.kind)
    title = wording.get(rules.text).text if rules else meeting.kind
    summary = f"{title} ({case.reference})"
    kind = "moved" if mail.kind == REQUEST and mail.sequence else mail.kind
    url = f"{base}/cases/{case.key}/meetings/{meeting.key}" if base else None
    says = [wording.vocabulary("meeting_mail_says", kind).text]
    says.append(url or wording.vocabulary("meeting_mail_says", "where").text)
    if mail.kind == CANCEL:
        method: str | None = "CANCEL"
    else:
        method = "REQUEST" if mail.kind == REQUEST else None
    return Letter(
        to=user.email,
        subject=f"{wording.vocabulary('meeting_mail', kind).text}: {summary}",
        body="\n\n".join(says) + "\n",
        method=method,
        uid=uid_of(meeting.key),
        sequence=mail.sequence,
        begins_at=meeting.begins_at,
        ends_at=meeting.begins_at + timedelta(minutes=meeting.minutes),
        summary=summary,
        url=url,
        message_id=f"{mail.invitation_key}.{mail.sequence}.{mail.kind}.{mail.turn}",
        written_at=mail.since,
        language=user.language,
    )


def for_calendar(engine: Engine, work: Work, meeting: Meeting, user: User, base: str | None) -> Letter:
    """What somebody invited puts into a calendar of their own."""
    case = work.get(Case, meeting.case_key)
    assert case is not None
    kind = CANCEL if meeting.state == CANCELLED else REQUEST
    now = engine.clock.now()
    mail = Mail(0, case.key, meeting.key, 0, kind, meeting.sequence, 0, OFF, 0, None, now, None, None)
    return compose(engine, work, case, meeting, user, mail, base)


def uid_of(meeting_key: int) -> str:
    """What a meeting is called in calendars, however often it is moved."""
    return f"meeting-{meeting_key}@bruecke"
