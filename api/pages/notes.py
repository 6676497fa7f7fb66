"""The notes of a case: all that are open to the reader, and the form; what was typed stays where it was refused."""

from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import After, KeyInPath
from api.routers import Router
from cases.catalogue import CATEGORIES
from cases.commands.log_access import log_access
from cases.commands.see_mentions import see_mentions
from cases.commands.withdraw_note import NoteStands, NoteWithdrawn, withdraw_note
from cases.commands.write_note import MentionRefused, NewNote, NoteEmpty, NoteTooLong, write_note
from cases.notes import AUDIENCES
from cases.rows import Note
from cases.views.notes import NotesView, view_desk, view_notes
from cases.views.seen import name_shown, person_name_of, see_case
from engine.errors import CaseClosed, CommandError
from engine.ports import NO_CASE

router = Router(include_in_schema=False)

PAGE = 30
NOTHING_TYPED = NewNote("")
_DONE = ("written", "withdrawn")
_STATUS = {"closed": 409, "stands": 409}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was written: empty | long | mentions | closed | stands, and whom it is about."""

    why: str = ""
    names: tuple[str | None, ...] = ()


@router.get("/cases/{case_key}/notes")
def show_notes(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, after: After = None
) -> Response:
    """A page of notes, newest first."""
    return _show(request, house, caller, case_key, after)


@router.post("/cases/{case_key}/notes")
def write(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Write a note."""
    new = _typed(pairs)
    repeat = repeatable(pairs, "write_note", case_key, new.text, new.audience, new.category, new.mentions)
    try:
        write_note(house.engine, caller.actor, case_key, new, repeat)
    except (NoteEmpty, NoteTooLong, MentionRefused, CaseClosed) as error:
        return _show(request, house, caller, case_key, None, new, _refusal(error))
    return RedirectResponse(f"/cases/{case_key}/notes?done=written", 303)


@router.post("/notes/{note_key}/withdrawal")
def withdraw(
    request: Request, house: House, caller: SignedIn, note_key: KeyInPath, pairs: Posted
) -> Response:
    """Take a note back; one that is gone already stays gone."""
    with house.engine.store.reading() as work:
        note = work.get(Note, note_key)
    case_key = note.case_key if note else NO_CASE
    try:
        withdraw_note(house.engine, caller.actor, note_key, repeatable(pairs, "withdraw_note", note_key))
    except NoteWithdrawn:
        pass
    except NoteStands:
        return _show(request, house, caller, case_key, None, refusal=Refusal("stands"))
    return RedirectResponse(f"/cases/{case_key}/notes?done=withdrawn", 303)


def mark_seen(house: Bruecke, caller: Caller, view: NotesView) -> None:
    """What mentions the reader and was shown to them waits no longer."""
    if view.unseen:
        see_mentions(house.engine, caller.actor, view.unseen)


def _typed(pairs: Pairs) -> NewNote:
    audience, category = last(pairs, "audience"), last(pairs, "category")
    keys = [key for key in pairs.get("mention", []) if key.isascii() and key.isdigit() and len(key) < 20]
    return NewNote(
        last(pairs, "text").replace("\r\n", "\n"),
        audience if audience in AUDIENCES else NOTHING_TYPED.audience,
        category if category in CATEGORIES else NOTHING_TYPED.category,
        tuple(int(key) for key in keys),
    )


def _refusal(error: CommandError) -> Refusal:
    if isinstance(error, MentionRefused):
        return Refusal("mentions", tuple(name for _, name in error.refused))
    return Refusal(
        "closed" if isinstance(error, CaseClosed) else "long" if isinstance(error, NoteTooLong) else "empty"
    )


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    after: int | None,
    typed: NewNote = NOTHING_TYPED,
    refusal: Refusal | None = None,
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_notes(
            house.engine, house.vault, house.lists, work, caller.actor, seen, before=after, limit=PAGE
        )
        desk = view_desk(house.engine, work, caller.actor, seen)
        name = person_name_of(house.case_file.records, work, seen)
        shown = view.shown | name_shown(work, seen)
    log_access(house.engine, caller.actor, seen, "notes", shown)
    mark_seen(house, caller, view)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "notes.html",
        here="cases",
        status=_STATUS.get(refusal.why, 422) if refusal else 200,
        case=seen.case,
        person_name=name,
        view=view,
        desk=desk,
        typed=typed,
        refusal=refusal or Refusal(),
        done=done if done in _DONE and refusal is None else "",
        is_first=after is None,
    )
