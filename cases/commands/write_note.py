"""Somebody writes a note on a case, for their own institution or shared by category, and may name who should look."""

from dataclasses import dataclass

from cases.access import EXCEPTION, sight_in
from cases.notes import LONGEST, MENTIONED, OWN, place_of, readers_of
from cases.rows import Mention, Note, Participant, User
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.ports import Actor, NotAllowed
from engine.rows import Outbox
from engine.running import Running
from engine.transaction import Request, on_case


class NoteEmpty(Unanswerable):
    """The note has no text. Write something, or leave it."""

    code = "note-empty"


class NoteTooLong(Unanswerable):
    """A note has 4,000 characters at most. Shorten it, or write two."""

    code = "note-too-long"


class MentionRefused(Unanswerable):
    """Some of those mentioned can't read this note. Leave them out, or let more people read it."""

    code = "mention-refused"

    def __init__(self, refused: tuple[tuple[int, str | None], ...]) -> None:
        super().__init__(", ".join(name or str(key) for key, name in refused))
        self.refused = refused


class GuestsKeepToThemselves(Unanswerable):
    """A guest's notes are for the guest's own colleagues. What the others shall know, the coordination puts on record."""

    code = "guests-keep-to-themselves"


@dataclass(frozen=True, slots=True)
class NewNote:
    """What somebody writes. audience: own | shared; `mentions` are keys of users."""

    text: str
    audience: str = OWN
    category: str = "WORK"
    mentions: tuple[int, ...] = ()


def write_note(
    engine: Engine, actor: Actor, case_key: int, new: NewNote, request: Request | None = None
) -> Json:
    """Write a note. Answer: {note, case, mentions}: keys of the users mentioned.

    Raises NotVisible, NotAllowed (who only looks by exception), CaseClosed, NoteEmpty, NoteTooLong,
    MentionRefused, GuestsKeepToThemselves.
    """

    def body(running: Running) -> Json:
        work, now = running.work, running.now
        sight = sight_in(running)
        if sight.is_exceptional:
            raise NotAllowed
        running.require_open()
        text = new.text.strip()
        if not text:
            raise NoteEmpty
        if len(text) > LONGEST:
            raise NoteTooLong
        if sight.is_guest and new.audience != OWN:
            raise GuestsKeepToThemselves
        mentioned = _mentioned(running, actor, case_key, new)
        key = engine.keys()
        sealed = engine.case_file.seal(work, case_key, text.encode(), place_of(key))
        work.add(
            Note(
                key,
                case_key,
                actor.user_key,
                actor.institution_key,
                new.audience,
                new.category,
                sealed,
                now,
                None,
            )
        )
        for user_key in mentioned:
            mention = Mention(engine.keys(), key, user_key, None)
            work.add(mention, Outbox(engine.keys(), case_key, mention.key, MENTIONED, now, now, None))
        codes = {"note": str(key), "audience": new.audience, "category": new.category}
        running.log("NOTE_WRITTEN", None, codes)
        return {"note": str(key), "case": str(case_key), "mentions": [str(one) for one in mentioned]}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _mentioned(running: Running, actor: Actor, case_key: int, new: NewNote) -> list[int]:
    """Those mentioned, each once and without the author. Raises MentionRefused."""
    wanted = [key for key in dict.fromkeys(new.mentions) if key != actor.user_key]
    if not wanted:
        return []
    readers = readers_of(
        running.work, case_key, actor.institution_key, new.audience, new.category, running.now
    )
    refused = [key for key in wanted if key not in readers]
    if refused:
        raise MentionRefused(tuple((key, _name(running, actor, case_key, key)) for key in refused))
    return wanted


def _name(running: Running, actor: Actor, case_key: int, user_key: int) -> str | None:
    """The name of a colleague or of somebody of an institution in the case; others are as if they did not exist."""
    user = running.work.get(User, user_key)
    places = running.work.find(Participant, case_key=case_key, until=None)
    known = {place.institution_key for place in places if place.role != EXCEPTION} | {actor.institution_key}
    return user.name if user is not None and user.institution_key in known else None
