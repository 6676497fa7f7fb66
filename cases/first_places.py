"""Who takes part in a case from its beginning: for each role the opener, or the institution that fits it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.access import GUEST, NO_UNIT
from cases.rows import Institution, Participant, Unit
from engine.engine import Engine
from engine.errors import Unanswerable
from engine.packages.manifest import Manifest, Role
from engine.ports import NotAllowed
from engine.store import Work


class PartnerMissing(Unanswerable):
    """A role of the procedure can't be filled, or there are several institutions to choose from: name one."""

    code = "partner-missing"

    def __init__(self, role: str, candidates: list[tuple[int, str]]) -> None:
        super().__init__(f"role {role}")
        self.role = role
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Opener:
    """The office that opens a case; `user_key` None where nobody in person does."""

    institution_key: int
    institution_type: str
    unit_key: int
    user_key: int | None


def first_places(
    engine: Engine,
    work: Work,
    case_key: int,
    manifest: Manifest,
    opener: Opener,
    partners: Mapping[str, int],
) -> list[Participant]:
    """Who takes part from the beginning: in a role that fits it the opener, else the institution chosen or the only one
    there is. Raises PartnerMissing, NotAllowed.
    """
    bound = {
        role: definition
        for role, definition in manifest.roles.items()
        if not definition.members
        and not definition.is_named_later
        and (definition.binding != "opener" or role in manifest.start)
    }
    others = {
        role: definition
        for role, definition in bound.items()
        if opener.institution_type not in definition.institutions
    }
    found = _partners(work, others, opener, partners)
    keys = [rows[0].key for rows in found.values() if len(rows) == 1]
    intakes = work.find(Unit, institution_key=sorted(set(keys)), is_intake=True) if keys else []
    now, places = engine.clock.now(), []
    for role, definition in bound.items():
        user = None
        if role not in others:
            is_guest = opener.institution_type == GUEST
            user = opener.user_key if is_guest or definition.binding == "opener" else None
            institution, unit = opener.institution_key, NO_UNIT if is_guest else opener.unit_key
        else:
            rows = found[role]
            units = [one.key for one in intakes if len(rows) == 1 and one.institution_key == rows[0].key]
            if not units:
                raise PartnerMissing(role, [(row.key, row.name) for row in rows])
            institution = rows[0].key
            unit = NO_UNIT if rows[0].type == GUEST else units[0]  # nobody's, until somebody is named
        places.append(Participant(engine.keys(), case_key, institution, unit, role, user, True, now, None))
    return places


def _partners(
    work: Work, roles: Mapping[str, Role], opener: Opener, chosen: Mapping[str, int]
) -> Mapping[str, list[Institution]]:
    """The institutions of the opener's canton and region that fit each role, or the one that was chosen of them."""
    if not roles:
        return {}
    own = work.get(Institution, opener.institution_key)
    if own is None:
        raise NotAllowed
    types = sorted({kind for definition in roles.values() for kind in definition.institutions})
    near = [
        row
        for row in work.find(Institution, canton=own.canton, type=types)
        if not own.region or row.region in {own.region, ""}
    ]
    return {
        role: [
            row for row in near if row.type in definition.institutions and chosen.get(role) in (None, row.key)
        ]
        for role, definition in roles.items()
    }
