"""A read across institutions, or of sensitive categories, leaves an entry: who, when, which categories, by what right."""

from cases.access import BREAK_GLASS, active_grants
from cases.catalogue import SENSITIVE
from cases.rows import AccessEntry, Record
from cases.views.seen import Seen
from engine.engine import Engine
from engine.ports import Actor


def log_access(
    engine: Engine, actor: Actor, seen: Seen, action: str, besides: frozenset[str] = frozenset()
) -> None:
    """Note what the actor was shown of a case. action: case | task | gateway. `besides`: categories of a draft."""
    now = engine.clock.now()
    with engine.store.reading() as work:
        shown = {
            row.category
            for row in work.find(Record, case_key=seen.case.key, replaced_at=None)
            if seen.sight.may_read(row.category, row.owners)
        } | besides
        grants = active_grants(work, seen.case.key, actor.institution_key, now)
    basis = {grant.category: grant.basis for grant in grants}
    if seen.sight.is_exceptional:
        basis = dict.fromkeys(shown, BREAK_GLASS)
    wanted = sorted(shown & SENSITIVE) if seen.sight.is_opener else sorted(shown)
    if not wanted:
        return
    with engine.store.work() as work:
        work.add(
            *(
                AccessEntry(
                    engine.keys(),
                    seen.case.key,
                    actor.user_key,
                    actor.institution_key,
                    category,
                    action,
                    basis.get(category, "OWN"),
                    now,
                )
                for category in wanted
            )
        )
