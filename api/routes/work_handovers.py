"""Handing over all open work of somebody who leaves or changes: looked at first, then done in portions."""

from typing import Annotated

from fastapi import Query
from pydantic import WithJsonSchema

from api.access import House, SignedIn
from api.parameters import KEY_PATTERN, MAX_KEY, PROBLEMS, After, IdempotencyKey, Limit, repeatable
from api.routers import Router
from api.shapes.work_handovers import HandedOver, HandOver, OpenCase, WorkHandoverPreview
from cases.commands.hand_over_work import WorkHandover, hand_over_work
from cases.views.office_impact import Portion
from cases.views.work_handover import view_work_handover

router = Router(
    prefix="/api/work-handovers",
    tags=["absences"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)

OfUser = Annotated[
    Annotated[int, WithJsonSchema({"type": "string", "pattern": KEY_PATTERN})] | None,
    Query(ge=1, le=MAX_KEY, description="whose work; yours where it is left out"),
]


@router.get("", operation_id="preview_work_handover")
def preview(
    house: House, caller: SignedIn, user: OfUser = None, after: After = None, limit: Limit = 100
) -> WorkHandoverPreview:
    """What cases expect of you, or of a colleague of your unit: how much, and which cases as far as you see them."""
    with house.engine.store.reading() as work:
        view = view_work_handover(
            house.engine,
            work,
            caller.actor,
            user or caller.actor.user_key,
            caller.language,
            after=after,
            limit=limit,
        )
    return WorkHandoverPreview(
        user=str(view.user.key),
        name=view.user.name,
        cases=view.cases,
        tasks=view.tasks,
        leads=view.leads,
        items=[
            OpenCase(
                case=str(item.key),
                reference=item.reference,
                roles=[role.text for role in item.roles],
                tasks=item.tasks,
                is_led=item.is_led,
            )
            for item in view.items
        ],
        unseen=view.unseen,
        next=str(view.following) if view.following else None,
    )


@router.post("", operation_id="hand_over_work", responses={409: PROBLEMS[409]})
def hand_over(
    house: House, caller: SignedIn, body: HandOver, idempotency_key: IdempotencyKey = None
) -> HandedOver:
    """Hand over open work: the places that name somebody, the tasks they took, the cases they lead.

    Each case goes by itself, so one that can't stops no other; a call that was cut off is simply repeated.
    """
    source = int(body.user) if body.user else caller.actor.user_key
    handover = WorkHandover(source, int(body.to), body.reason)
    portion = Portion(int(body.after) if body.after else 0, body.limit)
    request = repeatable(idempotency_key, "hand_over_work", body.model_dump())
    return HandedOver(**hand_over_work(house.engine, caller.actor, handover, portion, request))
