"""What is known of an institution changes: its name, its badge, where it is, what it may do."""

from dataclasses import replace
from typing import TypedDict

from cases.rows import Institution, Participant
from cases.staff import (
    CANTONS,
    LONGEST_LETTERS,
    TYPES,
    EntryRefused,
    checked_rav_code,
    claiming,
    institution_named,
    line,
    one_of,
)
from cases.trail import changed, leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


class InstitutionChanges(TypedDict, total=False):
    """What is to be otherwise; what is left out stays."""

    name: str
    type: str
    canton: str
    letters_de: str
    letters_fr: str
    region: str
    may_use_ahv: bool
    rav_code: str


def change_institution(engine: Engine, name: str, changes: InstitutionChanges) -> Institution:
    """Change it. Type and canton only until it takes part in a case: what it sees there rests on them. Raises EntryRefused."""

    def body(work: Work) -> Institution:
        before = institution_named(work, name)
        after = replace(before, **changes)
        _check(work, before, after)
        after = claiming(work, after)
        work.replace(after)
        leave_trail(engine, work, after.key, "INSTITUTION_CHANGED", changed(before, after))
        return after

    return repeated(engine, body)


def _check(work: Work, before: Institution, after: Institution) -> None:
    line("name", after.name)
    one_of("type of institution", after.type, TYPES)
    one_of("canton", after.canton, CANTONS)
    for text in (after.letters_de, after.letters_fr):
        line("badge", text, LONGEST_LETTERS)
    if after.region:
        line("region", after.region)
    if after.name != before.name and work.find(Institution, name=after.name):
        raise EntryRefused(f"There is an institution «{after.name}» already. Choose another name.")
    checked_rav_code(work, after.type, after.rav_code, after.key)
    is_another = (before.type, before.canton) != (after.type, after.canton)
    if is_another and work.find(Participant, institution_key=before.key):
        raise EntryRefused(
            f"«{before.name}» takes part in cases: type and canton stay. Enter another institution instead."
        )
