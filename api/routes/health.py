"""Whether the process lives and can reach what it needs."""

from fastapi import APIRouter, Depends

from api.access import House, public
from api.shapes.health import Health
from engine.rows import Incident

router = APIRouter(tags=["operation"], dependencies=[Depends(public)])


@router.get("/healthz", operation_id="healthz")
def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", operation_id="readyz")
def readyz(house: House) -> Health:
    """The process reaches its database."""
    with house.engine.store.reading() as work:
        work.get(Incident, 1)
    return Health(status="ok")
