"""What operators see of the systems of their institution: accounts, their keys and the units to choose from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cases.rows import ApiKey, Unit, User
from cases.systems import is_in_force, is_system, require_operator
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work

State = Literal["active", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key, never its secret."""

    row: ApiKey
    state: State
    created_by: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """What may be done with it."""
        return tuple(self.row.scopes.split())


@dataclass(frozen=True, slots=True)
class SystemView:
    """An account of a system with its keys, the newest first."""

    user: User
    unit: str
    keys: tuple[KeyView, ...]


@dataclass(frozen=True, slots=True)
class SystemsView:
    """The systems of an institution by name, and its units."""

    systems: tuple[SystemView, ...]
    units: tuple[Unit, ...]


def view_systems(engine: Engine, work: Work, actor: Actor) -> SystemsView:
    """The systems of the operator's institution. Raises NotAllowed."""
    require_operator(actor)
    now = engine.clock.now()
    users = work.find(User, institution_key=actor.institution_key)
    names = {user.key: user.name for user in users}
    units = sorted(work.find(Unit, institution_key=actor.institution_key), key=lambda unit: unit.name)
    called = {unit.key: unit.name for unit in units}
    systems = sorted((user for user in users if is_system(user)), key=lambda user: (user.name, user.key))
    rows = work.find(ApiKey, user_key=[user.key for user in systems]) if systems else []
    newest = sorted(rows, key=lambda row: row.key, reverse=True)
    return SystemsView(
        tuple(
            SystemView(
                user,
                called.get(user.unit_key, ""),
                tuple(
                    KeyView(row, _state(row, now), names.get(row.created_by, ""))
                    for row in newest
                    if row.user_key == user.key
                ),
            )
            for user in systems
        ),
        tuple(units),
    )


def _state(row: ApiKey, now: datetime) -> State:
    if row.revoked_at is not None:
        return "revoked"
    return "active" if is_in_force(row, now) else "expired"
