"""Case load: numbers of open cases, never whose they are."""

from api.access import House, SignedIn
from api.badges import badge
from api.parameters import PROBLEMS
from api.routers import Router
from api.shapes.load import Half, Load, PersonLoadOut, TandemLoadOut
from cases.views.load import view_load

router = Router(prefix="/api/load", tags=["absences"], responses={401: PROBLEMS[401]})


@router.get("", operation_id="read_load")
def read_load(house: House, caller: SignedIn) -> Load:
    """How many open cases name whom in your institution; for the coordination also the tandems in cases it sees."""
    with house.engine.store.reading() as work:
        view = view_load(house.engine, house.lists(work), work, caller.actor, caller.language)
    return Load(
        people=[
            PersonLoadOut(user=str(one.key), name=one.name, unit=one.unit, cases=one.cases)
            for one in view.people
        ],
        tandems=[
            TandemLoadOut(
                people=[Half(name=name, institution=badge(body)) for name, body in one.people],
                cases=one.cases,
            )
            for one in view.tandems
        ],
    )
