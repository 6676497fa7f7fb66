"""A case begins by itself, because another case has thrown the message or signal that begins it."""

from collections.abc import Mapping
from typing import Any

import orjson

from cases.commands.start_case import Opener, Opening, newest, open_case
from cases.rows import Case, Institution
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import ProcessFailure
from engine.ports import NotVisible
from engine.rows import Event
from engine.store import Work

MOST_GENERATIONS = 20
"""Cases that begin cases that begin cases: two models could do so for ever."""


class CaseOpenings:
    """The port `Openings` of the engine."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def begin(
        self,
        engine: Engine,
        work: Work,
        thrower: int,
        procedure: str,
        start_event: str,
        variables: Mapping[str, Any],
    ) -> int:
        """Open it for the office that opened the throwing case. Raises NotVisible, ProcessFailure, CommandError."""
        case, row = work.get(Case, thrower), newest(work, procedure, engine)
        if case is None or row is None:
            raise NotVisible
        office = work.get(Institution, case.opened_by)
        if office is None:
            raise NotVisible
        generation = 1 + _generation(work, thrower)
        if generation > MOST_GENERATIONS:
            text = f"Cases have begun each other {MOST_GENERATIONS} times in a row."
            raise ProcessFailure(None, "too-many-cases", text)
        opener = Opener(office.key, office.type, case.unit_key, None)
        opening = Opening(procedure, {}, variables, start_event)
        codes = {"begun_by": case.reference, "generation": str(generation)}
        return int(open_case(engine, self._vault, work, row, opening, opener, None, codes)["case"])


def _generation(work: Work, case_key: int) -> int:
    for event in work.find(Event, instance_key=case_key, sequence=1):
        return int(orjson.loads(event.codes).get("generation", 0))
    return 0
