"""An author takes a note back, within a day: its text goes for good, that there was one stays."""

from dataclasses import replace

from cases.access import sight_in
from cases.notes import may_read, may_withdraw
from cases.rows import Note
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import NO_CASE, Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


class NoteWithdrawn(TooLate):
    """This note was withdrawn before."""

    code = "note-withdrawn"


class NoteStands(TooLate):
    """A note can be withdrawn within a day. Write another one that puts it right."""

    code = "note-stands"


def withdraw_note(engine: Engine, actor: Actor, note_key: int, request: Request | None = None) -> Json:
    """Withdraw a note. Answer: {note, case}.

    Raises NotVisible, NotAllowed (not the author), NoteWithdrawn, NoteStands.
    """

    def case_of(work: Work) -> int:
        note = work.get(Note, note_key)
        return note.case_key if note else NO_CASE

    def body(running: Running) -> Json:
        work, now = running.work, running.now
        note = work.get(Note, note_key)
        sight = sight_in(running)
        if note is None or not may_read(sight, note):
            raise NotVisible
        if note.user_key != actor.user_key or sight.is_exceptional:
            raise NotAllowed
        if note.withdrawn_at is not None:
            raise NoteWithdrawn
        if not may_withdraw(note, actor.user_key, now):
            raise NoteStands
        work.replace(replace(note, sealed=b"", withdrawn_at=now))
        codes = {"note": str(note_key), "audience": note.audience, "category": note.category}
        running.log("NOTE_WITHDRAWN", None, codes)
        return {"note": str(note_key), "case": str(note.case_key)}

    return on_case(engine, case_of, actor, request, body)
