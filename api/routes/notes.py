"""Notes on a case: read, write, take back; and where you are mentioned in one."""

from api.access import House, SignedIn
from api.composing import mention_out, note_out
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.routes.cases import viewer_of
from api.shapes.notes import (
    MentionPage,
    MentionsSeen,
    NotePage,
    NoteTakenBack,
    NoteWritten,
    SeeMentions,
    WriteNote,
)
from cases.commands.log_access import log_access
from cases.commands.see_mentions import see_mentions
from cases.commands.withdraw_note import withdraw_note
from cases.commands.write_note import NewNote, write_note
from cases.views.mentions import view_mentions
from cases.views.notes import view_notes
from cases.views.seen import see_case

router = Router(
    prefix="/api",
    tags=["notes"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 410, 413, 422)},
)


@router.get("/cases/{case_key}/notes", operation_id="list_notes")
def list_notes(
    house: House, caller: SignedIn, case_key: KeyInPath, after: After = None, limit: Limit = 50
) -> NotePage:
    """The notes of a case that are open to you, newest first. Reading them is noted; mentions stay unseen."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_notes(
            house.engine, house.vault, house.lists, work, caller.actor, seen, before=after, limit=limit
        )
    log_access(house.engine, caller.actor, seen, "notes", view.shown)
    following = str(view.following) if view.following else None
    return NotePage(items=[note_out(note) for note in view.notes], next=following)


@router.post(
    "/cases/{case_key}/notes", operation_id="write_note", status_code=201, responses={409: PROBLEMS[409]}
)
def write(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: WriteNote,
    idempotency_key: IdempotencyKey = None,
) -> NoteWritten:
    """Write a note. Who may not read it can't be mentioned: 422 mention-refused with `refused`."""
    new = NewNote(body.text, body.audience, body.category, tuple(int(key) for key in body.mentions))
    request = repeatable(idempotency_key, "write_note", case_key, body.model_dump())
    return NoteWritten(**write_note(house.engine, caller.actor, case_key, new, request))


@router.post("/notes/{note_key}/withdrawal", operation_id="withdraw_note", responses={409: PROBLEMS[409]})
def withdraw(
    house: House, caller: SignedIn, note_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> NoteTakenBack:
    """Take back a note of your own, within a day. Its text goes for good; that there was one stays."""
    request = repeatable(idempotency_key, "withdraw_note", note_key)
    return NoteTakenBack(**withdraw_note(house.engine, caller.actor, note_key, request))


@router.get("/mentions", operation_id="list_mentions")
def list_mentions(house: House, caller: SignedIn, after: After = None, limit: Limit = 50) -> MentionPage:
    """Notes that mention you and that you have not marked as seen, newest first, as far as you may read them now."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).mentions(
            viewer_of(caller.actor), house.engine.clock.now(), before=after, limit=limit + 1
        )
        views = view_mentions(work, lines[:limit], caller.language)
    following = str(views[-1].key) if len(lines) > limit else None
    return MentionPage(items=[mention_out(view) for view in views], next=following)


@router.post("/mentions/seen", operation_id="see_mentions", responses={409: PROBLEMS[409]})
def see(
    house: House, caller: SignedIn, body: SeeMentions, idempotency_key: IdempotencyKey = None
) -> MentionsSeen:
    """Mark your mentions in these notes as seen. Notes that you can't read answer like none at all."""
    request = repeatable(idempotency_key, "see_mentions", body.model_dump())
    keys = [int(key) for key in body.notes]
    return MentionsSeen(**see_mentions(house.engine, caller.actor, keys, request))
