"""Somebody has seen the notes they are mentioned in: the mentions wait no longer."""

from collections.abc import Collection
from dataclasses import replace

from cases.access import sights_of
from cases.notes import may_read
from cases.rows import Mention, Note
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


def see_mentions(
    engine: Engine, actor: Actor, note_keys: Collection[int], request: Request | None = None
) -> Json:
    """Mark the actor's mentions in these notes as seen. Answer: {seen}: keys of the notes in which one waited.

    What the actor can't read stays as it is, and answers like what does not exist.
    """

    def command(work: Work) -> Json:
        now = engine.clock.now()
        waiting = work.find(Mention, note_key=sorted(note_keys), user_key=actor.user_key, seen_at=None)
        keys = [one.note_key for one in waiting]
        notes = {note.key: note for note in work.find(Note, key=keys)} if keys else {}
        sights = sights_of(work, actor, {note.case_key for note in notes.values()}, now)
        seen = []
        for mention in waiting:
            note = notes[mention.note_key]
            sight = sights.get(note.case_key)
            if sight is not None and may_read(sight, note):
                work.replace(replace(mention, seen_at=now))
                seen.append(str(note.key))
        return {"seen": seen}

    return once(engine, actor, request, command)
