"""An institution begins to work with Brücke."""

from dataclasses import dataclass

from cases.rows import Institution
from cases.staff import (
    CANTONS,
    LONGEST_LETTERS,
    TYPES,
    EntryRefused,
    checked_rav_code,
    claiming,
    line,
    one_of,
)
from cases.trail import leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


@dataclass(frozen=True, slots=True)
class NewInstitution:
    """What is entered of it; `letters` stand on its badge, `region` is empty where it serves the whole canton."""

    name: str
    type: str
    canton: str
    letters_de: str
    letters_fr: str
    region: str = ""
    may_use_ahv: bool = False
    rav_code: str = ""


def add_institution(engine: Engine, new: NewInstitution) -> Institution:
    """Enter it. Raises EntryRefused."""
    return repeated(engine, lambda work: enter_institution(engine, work, new))


def enter_institution(engine: Engine, work: Work, new: NewInstitution) -> Institution:
    """Enter it in a transaction that goes on. Raises EntryRefused."""
    name, region = line("name", new.name), new.region.strip()
    one_of("type of institution", new.type, TYPES)
    one_of("canton", new.canton, CANTONS)
    letters = [line("badge", text, LONGEST_LETTERS) for text in (new.letters_de, new.letters_fr)]
    if region:
        line("region", region)
    if work.find(Institution, name=name):
        raise EntryRefused(f"There is an institution «{name}» already. Change it with: institution change")
    code = checked_rav_code(work, new.type, new.rav_code)
    row = Institution(
        engine.keys(), new.type, name, letters[0], letters[1], new.canton, region, new.may_use_ahv, code
    )
    row = claiming(work, row)
    work.add(row)
    leave_trail(engine, work, row.key, "INSTITUTION_ENTERED")
    return row
