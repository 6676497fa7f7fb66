"""What waits for you beside tasks and questions."""

from api.access import House, SignedIn
from api.parameters import PROBLEMS, After, Limit
from api.routers import Router
from api.shapes.waiting import WaitingOut, WaitingPage
from cases.views.waiting import WaitingView, view_waiting

router = Router(prefix="/api", tags=["tasks"], responses={key: PROBLEMS[key] for key in (400, 401, 403, 422)})


@router.get("/waiting", operation_id="list_waiting")
def list_waiting(house: House, caller: SignedIn, after: After = None, limit: Limit = 50) -> WaitingPage:
    """Invitations without your answer, plans with measures that your institution has to answer, and plans that it has to sign, the
    oldest first. Handovers have a list of their own."""
    engine = house.engine
    with engine.store.reading() as work:
        lists = house.lists(work)
        found = view_waiting(engine, lists, work, caller.actor, caller.language, after, limit)
    following = str(found.following) if found.following is not None else None
    return WaitingPage(items=[_out(view) for view in found.items], next=following)


def _out(view: WaitingView) -> WaitingOut:
    return WaitingOut(
        key=str(view.key),
        kind=view.kind,
        case=str(view.case_key),
        reference=view.reference,
        procedure=view.procedure.text,
        meeting=str(view.meeting) if view.meeting is not None else None,
        title=view.title.text if view.title else None,
        begins_at=view.begins_at,
        of=view.of,
    )
