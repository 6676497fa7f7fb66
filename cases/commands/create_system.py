"""A system gets an account: of the operator's institution, in one of its units, without a password."""

from cases.rows import Unit, User
from cases.systems import NO_PASSWORD, require_operator
from cases.trail import leave_trail
from engine.engine import Engine
from engine.errors import FieldRefused, Json
from engine.ports import SYSTEM, Actor
from engine.store import Work
from engine.transaction import Request, once

LONGEST_NAME = 80


class SystemRefused(FieldRefused):
    """The account can't be made like this: give it a name and a unit of your institution."""

    code = "system-refused"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def create_system(
    engine: Engine, actor: Actor, name: str, unit_key: int, request: Request | None = None
) -> Json:
    """Make an account. Answer: {system}. Raises NotAllowed, SystemRefused."""

    def body(work: Work) -> Json:
        require_operator(actor)
        called = name.strip()
        if not called or len(called) > LONGEST_NAME or not called.isprintable():
            raise SystemRefused("name")
        unit = work.get(Unit, unit_key)
        if unit is None or unit.institution_key != actor.institution_key:
            raise SystemRefused("unit")
        key = engine.keys()
        work.add(
            User(
                key,
                actor.institution_key,
                unit.key,
                f"system-{key}",
                called,
                "System",
                "Système",
                SYSTEM,
                "de",
                NO_PASSWORD,
                True,
            )
        )
        leave_trail(engine, work, key, "SYSTEM_ENTERED", actor=actor)
        return {"system": str(key)}

    return once(engine, actor, request, body)
