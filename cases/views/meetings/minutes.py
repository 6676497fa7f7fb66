"""What was said at a meeting, as far as its reader may know it."""

from cases.meetings.conveners import may_write
from cases.meetings.states import HELD
from cases.meetings.told import place_of
from cases.meetings.topics import topics_of
from cases.rows import Meeting, Minutes, User
from cases.views.meetings.shapes import InvitationView, MinutesView
from cases.views.seen import Seen
from engine.engine import Engine
from engine.store import Work


def minutes_of(
    engine: Engine, work: Work, seen: Seen, row: Meeting, mine: InvitationView | None, *, writes: bool
) -> tuple[MinutesView, ...]:
    """What was said, part by part; a guest reads only of the parts they were there for."""
    if row.state != HELD:
        return ()
    texts = {(one.part, one.category): one for one in work.find(Minutes, meeting_key=row.key)}
    authors = {one.written_by for one in texts.values()}
    names = {user.key: user.name for user in work.find(User, key=sorted(authors))} if authors else {}
    heard = set(mine.attended or ()) if mine else set()
    found = []
    for part, topics in enumerate(topics_of(row), start=1):
        if seen.sight.is_guest and part not in heard:
            continue
        for category in topics:
            one = texts.get((part, category))
            # Whether there is anything of a category that is closed is told to nobody.
            is_open = seen.sight.may_read(category, one.owners if one else str(row.institution_key))
            shows = one if is_open else None
            found.append(
                MinutesView(
                    part,
                    category,
                    seen.wording.vocabulary("categories", category),
                    shows.version if shows else 0,
                    engine.case_file.unseal(work, row.case_key, shows.sealed, place_of(shows)).decode()
                    if shows
                    else None,
                    names.get(shows.written_by) if shows else None,
                    shows.written_at if shows else None,
                    not is_open,
                    writes and may_write(seen.sight, category, one),
                )
            )
    return tuple(found)
