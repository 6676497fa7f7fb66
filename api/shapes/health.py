"""Whether the process can do its work."""

from typing import Annotated

from api.shapes.shape import Shape, one_of


class Health(Shape):
    """Whether the process answers."""

    status: str


class Check(Shape):
    """One thing that the process needs."""

    ok: bool
    says: str


class WorkerCheck(Shape):
    """Workers that were seen lately, and for how many seconds none was; null where there never was one."""

    ok: bool
    alive: int
    lag_seconds: float | None


class Checks(Shape):
    """Each check that was made; null where it was not. `tables`: whether the database has this program's schema."""

    database: Check | None = None
    tables: Check | None = None
    worker: WorkerCheck | None = None


class Readiness(Shape):
    """Whether requests may be sent to this node."""

    status: Annotated[str, one_of("ready", "not ready", "draining")]
    checks: Checks
