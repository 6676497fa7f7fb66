"""Meetings about a case: called, moved, cancelled, answered, held; their minutes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from fastapi import Response

from api.access import House, SignedIn
from api.badges import badge
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.meetings import (
    AnswerInvitation,
    Attended,
    CallMeeting,
    CancelMeeting,
    EarlierMinutes,
    HoldMeeting,
    InvitationAnswered,
    InvitationOut,
    Invited,
    InviteToMeeting,
    MeetingDone,
    MeetingLineOut,
    MeetingOut,
    MeetingPage,
    MinutesOut,
    MinutesWritten,
    MoveMeeting,
    NoteRequest,
    OfMeeting,
    PartOut,
    WriteMinutes,
)
from cases.commands.answer_invitation import answer_invitation
from cases.commands.call_meeting import NewMeeting, call_meeting
from cases.commands.cancel_meeting import cancel_meeting
from cases.commands.hold_meeting import hold_meeting
from cases.commands.invite_to_meeting import invite_to_meeting
from cases.commands.log_access import log_access
from cases.commands.move_meeting import move_meeting
from cases.commands.note_request_for_minutes import note_request_for_minutes
from cases.commands.send_invitation_again import send_invitation_again
from cases.commands.write_minutes import write_minutes
from cases.mails import for_calendar
from cases.meetings.conveners import case_of_meeting
from cases.meetings.refusals import MeetingRefused
from cases.meetings.told import Told
from cases.rows import Meeting
from cases.views.meetings.desk import view_meetings
from cases.views.meetings.meeting import view_meeting
from cases.views.meetings.shapes import InvitationView, MeetingLine, MeetingView, MinutesView
from cases.views.seen import see_case

router = Router(
    prefix="/api",
    tags=["meetings"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.get("/cases/{case_key}/meetings", operation_id="list_meetings")
def list_meetings(house: House, caller: SignedIn, case_key: KeyInPath) -> MeetingPage:
    """The meetings of a case that you may see, those planned first. Reading them is noted."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        desk = view_meetings(house.engine, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "meeting", desk.shown)
    return MeetingPage(
        items=[_line_out(line) for line in (*desk.coming, *desk.past)], kinds=[one.code for one in desk.kinds]
    )


@router.post("/cases/{case_key}/meetings", operation_id="call_meeting", status_code=201)
def call(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: CallMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Call a meeting. Who is not released for what is spoken of in a part can't be invited to it: 422 meeting-refused."""
    new = NewMeeting(
        kind=body.kind,
        begins_at=body.begins_at.astimezone(UTC),
        told=Told(body.place, body.agenda),
        minutes=body.minutes,
        topics=body.topics,
        invited=None if body.invited is None else by_user(body.invited),
    )
    request = repeatable(idempotency_key, "call_meeting", case_key, body.model_dump(mode="json"))
    return MeetingDone(**call_meeting(house.engine, caller.actor, case_key, new, request))


@router.get("/meetings/{meeting_key}", operation_id="read_meeting")
def read_meeting(house: House, caller: SignedIn, meeting_key: KeyInPath) -> MeetingOut:
    """A meeting with who is invited and what was said, as far as you may see it. Reading it is noted."""
    with house.engine.store.reading() as work:
        case_key = case_of_meeting(meeting_key)(work)
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_meeting(house.engine, work, caller.actor, seen, meeting_key)
    log_access(house.engine, caller.actor, seen, "meeting", view.shown)
    return _meeting_out(case_key, view)


@router.get(
    "/meetings/{meeting_key}/calendar.ics",
    operation_id="read_invitation",
    response_class=Response,
    responses={
        200: {
            "content": {"text/calendar": {"schema": {"type": "string", "format": "binary"}}},
            "description": "The meeting as iCalendar.",
        }
    },
)
def read_invitation(house: House, caller: SignedIn, meeting_key: KeyInPath) -> Response:
    """A meeting for a calendar of your own: what kind, of which case, when; neither where nor what about."""
    return invitation_file(house, caller, meeting_key)


def invitation_file(
    house: House, caller: SignedIn, meeting_key: int, case_key: int | None = None
) -> Response:
    """The file. Raises NotVisible."""
    with house.engine.store.reading() as work:
        found = case_of_meeting(meeting_key)(work) if case_key is None else case_key
        seen = see_case(house.engine, work, caller.actor, found, caller.language)
        view = view_meeting(house.engine, work, caller.actor, seen, meeting_key)
        row = work.get(Meeting, meeting_key)
        assert row is not None
        base = house.settings.public_url
        letter = for_calendar(house.engine, work, row, caller.identity.user, base)
    log_access(house.engine, caller.actor, seen, "meeting", frozenset())
    name = f"{seen.case.reference}-{view.line.begins_at:%Y%m%d}.ics"
    return Response(
        house.post.invitation(letter),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/meetings/{meeting_key}/move", operation_id="move_meeting")
def move(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: MoveMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Say when and where it is from now on: all who are invited are asked anew. An agenda that is closed to you stands as it is, and
    you write none: 422 meeting-refused."""
    request = repeatable(idempotency_key, "move_meeting", meeting_key, body.model_dump(mode="json"))
    done = move_meeting(
        house.engine,
        caller.actor,
        meeting_key,
        body.version,
        body.begins_at.astimezone(UTC),
        body.minutes,
        Told(body.place, body.agenda),
        request,
    )
    return MeetingDone(**done)


@router.post("/meetings/{meeting_key}/invitations", operation_id="invite_to_meeting")
def invite(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: InviteToMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Say who is invited to which parts; answers stand where nothing changes."""
    request = repeatable(idempotency_key, "invite_to_meeting", meeting_key, body.model_dump(mode="json"))
    done = invite_to_meeting(
        house.engine, caller.actor, meeting_key, body.version, by_user(body.invited), request
    )
    return MeetingDone(**done)


@router.post("/meetings/{meeting_key}/cancellation", operation_id="cancel_meeting")
def cancel(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: CancelMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Cancel a meeting; it disappears from calendars."""
    request = repeatable(idempotency_key, "cancel_meeting", meeting_key, body.model_dump())
    done = cancel_meeting(house.engine, caller.actor, meeting_key, body.version, body.reason, request)
    return MeetingDone(**done)


@router.post("/meetings/{meeting_key}/attendance", operation_id="hold_meeting")
def hold(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: HoldMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Note that a meeting was held, and who was there."""
    request = repeatable(idempotency_key, "hold_meeting", meeting_key, body.model_dump())
    done = hold_meeting(
        house.engine, caller.actor, meeting_key, body.version, by_user(body.attended), request
    )
    return MeetingDone(**done)


@router.post("/meetings/{meeting_key}/minutes", operation_id="write_minutes")
def write(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: WriteMinutes,
    idempotency_key: IdempotencyKey = None,
) -> MinutesWritten:
    """Write down what was said of a category in a part; what stood there stays as an earlier version."""
    request = repeatable(idempotency_key, "write_minutes", meeting_key, body.model_dump())
    done = write_minutes(
        house.engine,
        caller.actor,
        meeting_key,
        body.version,
        body.part,
        body.category,
        body.text,
        body.number,
        request,
    )
    return MinutesWritten(**done)


@router.post("/meetings/{meeting_key}/person-request", operation_id="note_request_for_minutes")
def note_request(
    house: House,
    caller: SignedIn,
    meeting_key: KeyInPath,
    body: NoteRequest,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Note that the person asked to see what was said without them: from then on it is given to them with the rest."""
    request = repeatable(
        idempotency_key, "note_request_for_minutes", meeting_key, body.model_dump(mode="json")
    )
    done = note_request_for_minutes(house.engine, caller.actor, meeting_key, body.version, body.on, request)
    return MeetingDone(**done)


@router.post("/invitations/{invitation_key}/answer", operation_id="answer_invitation")
def answer(
    house: House,
    caller: SignedIn,
    invitation_key: KeyInPath,
    body: AnswerInvitation,
    idempotency_key: IdempotencyKey = None,
) -> InvitationAnswered:
    """Say whether you come, or whom you stand in for; who called the meeting puts down what the person says."""
    request = repeatable(idempotency_key, "answer_invitation", invitation_key, body.model_dump())
    done = answer_invitation(
        house.engine, caller.actor, invitation_key, body.sequence, accepts=body.accepts, request=request
    )
    return InvitationAnswered(**done)


@router.post("/invitations/{invitation_key}/mail", operation_id="send_invitation_again")
def send_again(
    house: House,
    caller: SignedIn,
    invitation_key: KeyInPath,
    body: OfMeeting,
    idempotency_key: IdempotencyKey = None,
) -> MeetingDone:
    """Send an invitation once more, such as one that did not reach anybody."""
    request = repeatable(idempotency_key, "send_invitation_again", invitation_key, body.model_dump())
    done = send_invitation_again(house.engine, caller.actor, invitation_key, body.version, request)
    return MeetingDone(**done)


def by_user(named: Iterable[Invited | Attended]) -> Mapping[int, Sequence[int]]:
    """Parts by user. Raises MeetingRefused for somebody who is named twice."""
    found: dict[int, Sequence[int]] = {}
    for one in named:
        if int(one.user) in found:
            raise MeetingRefused("invited", "named-twice", int(one.user))
        found[int(one.user)] = one.parts
    return found


def _line_out(line: MeetingLine) -> MeetingLineOut:
    return MeetingLineOut(
        key=str(line.key),
        kind=line.kind,
        title=line.title.text,
        state=line.state,
        begins_at=line.begins_at,
        minutes=line.minutes,
        accepted=line.accepted,
        declined=line.declined,
        open=line.open,
        answer=line.my_answer,
    )


def _meeting_out(case_key: int, view: MeetingView) -> MeetingOut:
    return MeetingOut(
        key=str(view.key),
        case=str(case_key),
        version=view.version,
        sequence=view.sequence,
        kind=view.line.kind,
        title=view.line.title.text,
        state=view.line.state,
        begins_at=view.line.begins_at,
        minutes=view.line.minutes,
        place=view.told.place,
        agenda=view.told.agenda,
        reason=view.told.reason,
        is_agenda_closed=view.is_agenda_closed,
        parts=[
            PartOut(
                number=part.number,
                title=part.title.text,
                topics=[code for code, _ in part.topics],
                with_person=part.with_person,
            )
            for part in view.parts
        ],
        invitations=[_invitation_out(one) for one in view.invitations],
        notes=[_minutes_out(one) for one in view.minutes],
        asked_on=view.asked_on,
        may_change=view.may_change,
        may_hold=view.may_hold,
        may_write=view.may_write,
    )


def _invitation_out(one: InvitationView) -> InvitationOut:
    return InvitationOut(
        key=str(one.key),
        user=str(one.user_key) if one.user_key else None,
        name=one.name,
        institution=badge(one.institution) if one.institution else None,
        parts=list(one.parts),
        answer=one.answer,
        answered_at=one.answered_at,
        because=one.because,
        attended=None if one.attended is None else list(one.attended),
        mail=one.mail,
        may_answer=one.may_answer,
    )


def _minutes_out(one: MinutesView) -> MinutesOut:
    return MinutesOut(
        part=one.part,
        category=one.category,
        number=one.number,
        text=one.text,
        author=one.author,
        written_at=one.written_at,
        is_closed=one.is_closed,
        earlier=[
            EarlierMinutes(number=each.number, text=each.text, author=each.author, written_at=each.written_at)
            for each in one.earlier
        ],
    )
