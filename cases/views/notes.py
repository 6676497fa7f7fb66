"""The notes of a case as somebody may read them, and who would read one that they write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.catalogue import CATEGORIES, SENSITIVE
from cases.lists import Lists
from cases.notes import granted_now, mandated, may_withdraw, place_of
from cases.rows import Institution, Mention, Note, User
from cases.sealing import Vault
from cases.views.seen import Seen, Shown
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note. `text` is None once it was withdrawn, or erased with the case's key."""

    key: int
    author: str
    institution: Badge
    audience: str
    category: str
    category_label: Text
    text: str | None
    created_at: datetime
    withdrawn_at: datetime | None
    may_withdraw: bool
    mentions: tuple[str, ...]
    mentions_reader: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class NotesView:
    """Notes, newest first; `following` is the cursor of the next page; `shown` what the texts stand for."""

    notes: tuple[NoteView, ...]
    following: int | None
    shown: Shown

    @property
    def unseen(self) -> tuple[int, ...]:
        """The notes that mention the reader for the first time they are shown."""
        return tuple(note.key for note in self.notes if note.is_new)


@dataclass(frozen=True, slots=True)
class CategoryReach:
    """A category, and the other institutions that read a note shared in it just now."""

    code: str
    label: Text
    is_sensitive: bool
    readers: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Mentionable:
    """Somebody who may be mentioned; of another institution with the categories it may see."""

    key: int
    name: str
    institution: Badge
    categories: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody who writes a note chooses from; guests keep theirs to themselves (`may_share` false)."""

    categories: tuple[CategoryReach, ...]
    colleagues: tuple[Mentionable, ...]
    partners: tuple[Mentionable, ...]
    may_share: bool


def view_notes(
    engine: Engine,
    vault: Vault,
    lists: Callable[[Work], Lists],
    work: Work,
    actor: Actor,
    seen: Seen,
    *,
    before: int | None = None,
    limit: int,
) -> NotesView:
    """A page of the notes that the actor may read."""
    sight, now = seen.sight, engine.clock.now()
    found = lists(work).notes(
        seen.case.key, sight.institution_key, sight.categories, before=before, limit=limit + 1
    )
    rows = found[:limit]
    texts = _texts(vault, work, seen, rows)
    mentions = work.find(Mention, note_key=[row.key for row in rows]) if rows else []
    people = {row.user_key for row in rows} | {mention.user_key for mention in mentions}
    names = {user.key: user.name for user in work.find(User, key=sorted(people))} if people else {}
    badges = _badges(work, seen, {row.institution_key for row in rows})
    notes = []
    for row in rows:
        named = [mention for mention in mentions if mention.note_key == row.key]
        mine = [mention for mention in named if mention.user_key == actor.user_key]
        is_there = row.key in texts
        notes.append(
            NoteView(
                row.key,
                names.get(row.user_key, ""),
                badges[row.institution_key],
                row.audience,
                row.category,
                seen.wording.vocabulary("categories", row.category),
                texts.get(row.key),
                row.created_at,
                row.withdrawn_at,
                may_withdraw(row, actor.user_key, now) and not sight.is_exceptional,
                tuple(sorted(names[one.user_key] for one in named)) if is_there else (),
                bool(mine) and is_there,
                any(one.seen_at is None for one in mine) and row.withdrawn_at is None,
            )
        )
    shown = frozenset((row.category, str(row.institution_key)) for row in rows if row.key in texts)
    return NotesView(tuple(notes), rows[-1].key if len(found) > limit else None, shown)


def _texts(vault: Vault, work: Work, seen: Seen, rows: Sequence[Note]) -> dict[int, str]:
    """What can be read still; the case's key is asked for once."""
    there = [row for row in rows if row.withdrawn_at is None]
    opener = vault.opener(work, {seen.case.key} if there else set())
    if seen.case.key not in opener.subjects:
        return {}
    return {row.key: opener(seen.case.key, row.sealed, place_of(row.key)).decode() for row in there}


def _badges(work: Work, seen: Seen, keys: set[int]) -> dict[int, Badge]:
    """Institutions of notes and readers, of those too that take part no more."""
    known = {key: seen.institutions[key] for key in keys if key in seen.institutions}
    missing = sorted(keys - set(known))
    known |= {row.key: row for row in work.find(Institution, key=missing)} if missing else {}
    return {key: badge_of(row, seen.wording.language) for key, row in known.items()}


def view_desk(engine: Engine, work: Work, actor: Actor, seen: Seen) -> Desk | None:
    """What the actor chooses from when writing a note, computed from the grants of this moment; None where they
    write none: by exception one only looks, and what has ended stays as it is."""
    if seen.sight.is_exceptional or seen.case.closed_at is not None:
        return None
    now, own = engine.clock.now(), actor.institution_key
    granted = {} if seen.sight.is_guest else granted_now(work, seen.case.key, now)
    people = mandated(work, seen.case.key, {own, *granted}, now)
    others = {key: categories for key, categories in granted.items() if key != own and people.get(key)}
    badges = _badges(work, seen, {own, *others})

    def labels(codes: frozenset[str]) -> tuple[Text, ...]:
        return tuple(seen.wording.vocabulary("categories", code) for code in CATEGORIES if code in codes)

    return Desk(
        tuple(
            CategoryReach(
                code,
                seen.wording.vocabulary("categories", code),
                code in SENSITIVE,
                tuple(badges[key] for key, categories in sorted(others.items()) if code in categories),
            )
            for code in CATEGORIES
        ),
        tuple(
            Mentionable(one.user.key, one.user.name, badges[own], ())
            for one in people.get(own, [])
            if one.user.key != actor.user_key
        ),
        tuple(
            Mentionable(one.user.key, one.user.name, badges[key], labels(categories))
            for key, categories in sorted(others.items())
            for one in people[key]
            if one.is_named and categories
        ),
        not seen.sight.is_guest,
    )
