"""Meetings of a case: those to come and those that were, one of them with all that can be done, and what the person gets of it."""

from collections.abc import Callable, Mapping
from functools import partial

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.meeting_forms import (
    ERRORS,
    LONGEST,
    NOTHING_SENT,
    Sent,
    begin_of,
    day_of,
    length_of,
    people_of,
    refused,
    require_none,
    text_of,
    topics_of,
)
from api.pages.posted import Pairs, Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.meetings import invitation_file
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
from cases.meetings.told import Told
from cases.rows import Invitation, Meeting, User
from cases.views.meetings.desk import view_meetings
from cases.views.meetings.meeting import view_meeting
from cases.views.meetings.shapes import KindView
from cases.views.seen import name_shown, person_name_of, see_case
from engine.ports import NotAllowed, NotVisible

router = Router(include_in_schema=False)
_DONE = (
    "called", "moved", "invited", "cancelled", "accepted", "declined", "held", "minutes", "request", "sent",
)  # fmt: skip


@router.get("/cases/{case_key}/meetings")
def show_meetings(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, kind: str = ""
) -> Response:
    """The meetings, and the form to call one of a kind."""
    return _show_all(request, house, caller, case_key, kind)


@router.post("/cases/{case_key}/meetings")
def call(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Call a meeting; what was typed stays where it is refused."""
    kind = last(pairs, "kind")[:61]
    try:
        done = _call(house, caller, case_key, kind, pairs)
    except ERRORS as error:
        if isinstance(error, NotVisible):
            raise
        sent, status = refused("call", pairs, error)
        return _show_all(request, house, caller, case_key, kind, sent, status)
    return RedirectResponse(f"/cases/{case_key}/meetings/{done}?done=called", 303)


def _call(house: Bruecke, caller: Caller, case_key: int, kind: str, pairs: Pairs) -> str:
    faults: dict[str, str] = {}
    begins, minutes = begin_of(faults, pairs), length_of(faults, pairs)
    told = Told(text_of(faults, pairs, "place"), text_of(faults, pairs, "agenda", must=False))
    invited, topics = people_of(pairs, "invited"), topics_of(pairs, min(number(pairs, "parts"), 4))
    if not invited:
        faults["invited"] = "nobody"
    if not all(topics):
        faults["topics"] = "nothing_to_speak_of"
    require_none(faults)
    new = NewMeeting(kind, begins, told, minutes, topics, invited)
    repeat = repeatable(pairs, "call_meeting", case_key, repr(new))
    return str(call_meeting(house.engine, caller.actor, case_key, new, repeat)["meeting"])


def _show_all(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    kind: str,
    sent: Sent = NOTHING_SENT,
    status: int = 200,
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        desk = view_meetings(house.engine, work, caller.actor, seen)
        person = person_name_of(house.case_file.records, work, seen)
        shown = desk.shown | name_shown(work, seen)
        about = work.get(User, sent.user) if sent.user else None
    log_access(house.engine, caller.actor, seen, "meeting", shown)
    chosen: KindView | None = next((one for one in desk.kinds if one.code == kind), None)
    return page(
        request,
        house,
        caller,
        "meetings.html",
        here="cases",
        status=status,
        case=seen.case,
        person_name=person,
        desk=desk,
        chosen=chosen,
        sent=sent,
        about=about.name if about else "",
        missing=[seen.wording.vocabulary("categories", one) for one in sent.missing],
        longest=LONGEST,
    )


@router.get("/cases/{case_key}/meetings/{meeting_key}")
def show_meeting(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, meeting_key: KeyInPath
) -> Response:
    """One meeting."""
    return _show(request, house, caller, case_key, meeting_key)


@router.get("/cases/{case_key}/meetings/{meeting_key}/invitation.ics")
def fetch_invitation(house: House, caller: SignedIn, case_key: KeyInPath, meeting_key: KeyInPath) -> Response:
    """The meeting for a calendar of one's own."""
    return invitation_file(house, caller, meeting_key, case_key)


@router.get("/cases/{case_key}/meetings/{meeting_key}/handout")
def show_handout(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, meeting_key: KeyInPath
) -> Response:
    """What the person gets of the minutes, to be printed: what was said with them, and the rest once they asked for it."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_meeting(house.engine, work, caller.actor, seen, meeting_key)
        person = person_name_of(house.case_file.records, work, seen)
        shown = view.shown | name_shown(work, seen)
    if not view.may_hand_out:
        raise NotAllowed
    log_access(house.engine, caller.actor, seen, "handout", shown, always=True)
    return page(
        request,
        house,
        caller,
        "handout.html",
        here="cases",
        case=seen.case,
        person_name=person,
        view=view,
    )


@router.post("/cases/{case_key}/meetings/{meeting_key}")
def act(
    request: Request,
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    meeting_key: KeyInPath,
    pairs: Posted,
) -> Response:
    """Do one thing; what was typed stays where it is refused."""
    wanted = last(pairs, "do")[:60]
    do = _ACTS.get(wanted.partition(":")[0])
    if do is None:
        return _show(request, house, caller, case_key, meeting_key)
    try:
        _require_here(house, case_key, meeting_key, number(pairs, "invitation"))
        done = do(house, caller, meeting_key, pairs)
    except ERRORS as error:
        sent, status = refused(wanted, pairs, error)
        return _show(request, house, caller, case_key, meeting_key, sent, status)
    return RedirectResponse(f"/cases/{case_key}/meetings/{meeting_key}?done={done}", 303)


def _require_here(house: Bruecke, case_key: int, meeting_key: int, invitation: int) -> None:
    """Raises NotVisible for a meeting of another case, or an invitation to another meeting."""
    with house.engine.store.reading() as work:
        meeting, row = work.get(Meeting, meeting_key), work.get(Invitation, invitation)
    if meeting is not None and meeting.case_key != case_key:
        raise NotVisible
    if row is not None and row.meeting_key != meeting_key:
        raise NotVisible


def _move(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    faults: dict[str, str] = {}
    begins, minutes = begin_of(faults, pairs), length_of(faults, pairs)
    told = Told(text_of(faults, pairs, "place"), text_of(faults, pairs, "agenda", must=False))
    require_none(faults)
    version = number(pairs, "version")
    repeat = repeatable(pairs, "move_meeting", meeting, version, begins, minutes, repr(told))
    move_meeting(house.engine, caller.actor, meeting, version, begins, minutes, told, repeat)
    return "moved"


def _invite(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    invited, version = people_of(pairs, "invited"), number(pairs, "version")
    require_none({} if invited else {"invited": "nobody"})
    repeat = repeatable(pairs, "invite_to_meeting", meeting, version, sorted(invited.items()))
    invite_to_meeting(house.engine, caller.actor, meeting, version, invited, repeat)
    return "invited"


def _cancel(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    faults: dict[str, str] = {}
    reason, version = text_of(faults, pairs, "reason"), number(pairs, "version")
    require_none(faults)
    repeat = repeatable(pairs, "cancel_meeting", meeting, version, reason)
    cancel_meeting(house.engine, caller.actor, meeting, version, reason, repeat)
    return "cancelled"


def _answer(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    invitation, sequence = number(pairs, "invitation"), number(pairs, "sequence")
    accepts = last(pairs, "accepts") == "yes"
    repeat = repeatable(pairs, "answer_invitation", invitation, sequence, accepts)
    answer_invitation(house.engine, caller.actor, invitation, sequence, accepts=accepts, request=repeat)
    return "accepted" if accepts else "declined"


def _hold(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    attended, version = people_of(pairs, "attended"), number(pairs, "version")
    require_none({} if attended else {"attended": "nobody"})
    repeat = repeatable(pairs, "hold_meeting", meeting, version, sorted(attended.items()))
    hold_meeting(house.engine, caller.actor, meeting, version, attended, repeat)
    return "held"


def _minutes(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    faults: dict[str, str] = {}
    text, version = text_of(faults, pairs, "text"), number(pairs, "version")
    require_none(faults)
    part, category, seen = number(pairs, "part"), last(pairs, "category")[:40], number(pairs, "number")
    repeat = repeatable(pairs, "write_minutes", meeting, part, category, text, seen)
    write_minutes(house.engine, caller.actor, meeting, version, part, category, text, seen, repeat)
    return "minutes"


def _request(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    faults: dict[str, str] = {}
    on, version = day_of(faults, pairs, "on"), number(pairs, "version")
    require_none(faults)
    assert on is not None
    repeat = repeatable(pairs, "note_request_for_minutes", meeting, version, on)
    note_request_for_minutes(house.engine, caller.actor, meeting, version, on, repeat)
    return "request"


def _send(house: Bruecke, caller: Caller, meeting: int, pairs: Pairs) -> str:
    invitation, version = number(pairs, "invitation"), number(pairs, "version")
    repeat = repeatable(pairs, "send_invitation_again", invitation, version)
    send_invitation_again(house.engine, caller.actor, invitation, version, repeat)
    return "sent"


_ACTS: Mapping[str, Callable[[Bruecke, Caller, int, Pairs], str]] = {
    "move": _move,
    "invite": _invite,
    "cancel": _cancel,
    "answer": _answer,
    "hold": _hold,
    "minutes": _minutes,
    "request": _request,
    "send": _send,
}
"""What can be done, each with the word for what was done."""


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    meeting_key: int,
    sent: Sent = NOTHING_SENT,
    status: int = 200,
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_meeting(house.engine, work, caller.actor, seen, meeting_key)
        person = person_name_of(house.case_file.records, work, seen)
        shown = view.shown | name_shown(work, seen)
        about = work.get(User, sent.user) if sent.user else None
    log_access(house.engine, caller.actor, seen, "meeting", shown)
    done = request.query_params.get("done", "")
    render = partial(page, request, house, caller, "meeting.html", here="cases", status=status)
    return render(
        case=seen.case,
        person_name=person,
        view=view,
        line=view.line,
        sent=sent,
        about=about.name if about else "",
        missing=[seen.wording.vocabulary("categories", one) for one in sent.missing],
        done=done if done in _DONE else "",
        has_mail=house.post.is_on,
        longest=LONGEST,
        is_shown=_is_shown(view.may_change, view.may_hold, view.may_write, sent),
    )


def _is_shown(may_change: bool, may_hold: bool, may_write: bool, sent: Sent) -> bool:
    """Whether the form that was sent stands on the page, with all that was typed."""
    act = sent.act.partition(":")[0]
    if act in ("move", "invite", "cancel"):
        return may_change
    if act == "hold":
        return may_hold
    return may_write if act in ("minutes", "request") else False
