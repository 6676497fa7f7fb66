"""What was said at a meeting, as far as its reader may know it."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from cases.meetings.conveners import may_write
from cases.meetings.states import HELD
from cases.meetings.told import place_of
from cases.meetings.topics import topics_of
from cases.rows import Meeting, Minutes, User
from cases.views.meetings.shapes import EarlierView, InvitationView, MinutesView
from cases.views.seen import Seen
from engine.engine import Engine
from engine.store import Work


def minutes_of(
    engine: Engine, work: Work, seen: Seen, row: Meeting, mine: InvitationView | None, *, writes: bool
) -> tuple[MinutesView, ...]:
    """What was said, part by part; a guest reads only of the parts they were there for."""
    if row.state != HELD:
        return ()
    versions: dict[tuple[int, str], list[Minutes]] = defaultdict(list)
    for one in sorted(work.find(Minutes, meeting_key=row.key), key=lambda one: -one.number):
        versions[one.part, one.category].append(one)
    authors = {one.written_by for same in versions.values() for one in same}
    names = {user.key: user.name for user in work.find(User, key=sorted(authors))} if authors else {}
    heard = set(mine.attended or ()) if mine else set()
    read = partial(_read, engine, work, names)
    found = []
    for part, topics in enumerate(topics_of(row), start=1):
        if seen.sight.is_guest and part not in heard:
            continue
        for category in topics:
            same = versions[part, category]
            last = same[0] if same else None
            # Whether there is anything of a category that is closed is told to nobody.
            is_open = seen.sight.may_read(category, last.owners if last else str(row.institution_key))
            shows = [read(one) for one in same if is_open and seen.sight.may_read(category, one.owners)]
            now = shows[0] if shows else None
            found.append(
                MinutesView(
                    part,
                    category,
                    seen.wording.vocabulary("categories", category),
                    now.number if now else 0,
                    now.text if now else None,
                    now.author if now else None,
                    now.written_at if now else None,
                    not is_open,
                    writes and may_write(seen.sight, category, last),
                    tuple(shows[1:]),
                )
            )
    return tuple(found)


def _read(engine: Engine, work: Work, names: Mapping[int, str], one: Minutes) -> EarlierView:
    text = engine.case_file.unseal(work, one.case_key, one.sealed, place_of(one)).decode()
    return EarlierView(one.number, text, names.get(one.written_by, ""), one.written_at)
