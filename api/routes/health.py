"""Whether the process lives, whether it can do its work, and numbers for whoever watches."""

from fastapi import Depends, Request, Response

from api.access import House, public, scraper
from api.metrics import CONTENT_TYPE, Requests
from api.routers import Router
from api.shapes.health import Check, Checks, Health, Readiness, WorkerCheck
from cases.operating import alive_of, lag_of, workers_of

router = Router(tags=["operation"])


@router.get("/healthz", operation_id="healthz", dependencies=[Depends(public)])
async def healthz() -> Health:
    """The process answers; nothing else is asked."""
    return Health(status="ok")


@router.get(
    "/readyz",
    operation_id="readyz",
    dependencies=[Depends(public)],
    responses={503: {"model": Readiness, "description": "send requests to another node"}},
)
def readyz(request: Request, house: House, response: Response) -> Readiness:
    """Whether requests may be sent here: the database answers, has this program's schema, and the process is not about
    to end. Workers are told of and decide nothing: without one, people can still read and write.
    """
    if request.app.state.draining.is_on:
        response.status_code = 503
        return Readiness(status="draining", checks=Checks())
    schema = house.schema()
    reached = schema != "unreachable"
    checks = Checks(
        database=Check(ok=reached, says="reachable" if reached else "unreachable"),
        tables=Check(ok=schema == "newest", says=schema),
    )
    if schema == "newest":
        with house.engine.store.reading() as work:
            now = house.engine.clock.now()
            alive = alive_of(work, now)
            seen = max((row.seen_at for row in workers_of(work)), default=None)
        lag = round(lag_of(seen, now), 1) if seen else None
        checks.worker = WorkerCheck(ok=alive > 0, alive=alive, lag_seconds=lag)
        return Readiness(status="ready", checks=checks)
    response.status_code = 503
    return Readiness(status="not ready", checks=checks)


@router.get("/metrics", include_in_schema=False, dependencies=[Depends(scraper)])
def metrics(request: Request) -> Response:
    """Numbers in the format of Prometheus."""
    requests: Requests = request.app.state.requests
    return Response(requests.exposed(), media_type=CONTENT_TYPE)
