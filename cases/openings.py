"""A case begins by itself, because another case has thrown the message or signal that begins it."""

from collections.abc import Mapping
from typing import Any

import orjson

from cases.access import GUEST
from cases.commands.start_case import Opening, newest, open_case
from cases.first_places import Opener
from cases.rows import Case, Institution, Participant
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import ProcessFailure
from engine.ports import NotVisible
from engine.rows import Event
from engine.running import Running
from engine.store import Work

MOST_BEGUN = 200
"""Cases that one case has begun, directly or by others that it has begun: models could do so for ever."""
BEGUN = "CASE_BEGUN"


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
        root = _root_of(work, thrower)
        if len(work.find(Event, instance_key=root, kind=BEGUN)) >= MOST_BEGUN:
            text = f"{MOST_BEGUN} cases have been begun by one: a model begins others without end."
            raise ProcessFailure(None, "too-many-cases", text)
        named = _guest_of(work, thrower, office) if office.type == GUEST else None
        opener = Opener(office.key, office.type, case.unit_key, named)
        opening = Opening(procedure, {}, variables, start_event)
        codes = {"begun_by": case.reference, "root": str(root)}
        opened = open_case(engine, self._vault, work, row, opening, opener, None, codes)
        first = Running.load(engine, work, root, None)
        first.log_by_itself(BEGUN, None, {"case": opened["reference"]})
        first.settle()
        return int(opened["case"])


def _guest_of(work: Work, case_key: int, office: Institution) -> int | None:
    """The guest whose case it is: what it begins is for the same person."""
    places = work.find(Participant, case_key=case_key, institution_key=office.key, until=None)
    return next((place.user_key for place in places if place.user_key is not None), None)


def _root_of(work: Work, case_key: int) -> int:
    """The case that began it all."""
    for event in work.find(Event, instance_key=case_key, sequence=1):
        return int(orjson.loads(event.codes).get("root", case_key))
    return case_key
