"""All cases of an office go to another version of their procedure: looked at first, in portions, and back."""

from typing import Annotated

from fastapi import Path

from api.access import House, SignedIn
from api.parameters import PROBLEMS, IdempotencyKey, repeatable
from api.routers import Router
from api.shapes.migrations import MoveBack, MovedCases, MoveIn, MoveLook, PlannedCase, PlannedCases
from cases.commands.migrate_cases import migrate_cases, undo_migrations
from cases.views.office_impact import Move, Portion, plan_office

ProcedureInPath = Annotated[str, Path(max_length=100)]

router = Router(
    prefix="/api/procedures/{procedure}/migration",
    tags=["repairs"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.post("/plan", operation_id="plan_migrations")
def plan(house: House, caller: SignedIn, procedure: ProcedureInPath, body: MoveLook) -> PlannedCases:
    """What another version means for each running case that your office opened; nothing changes."""
    with house.engine.store.reading() as work:
        found, following = plan_office(
            house.engine, work, caller.actor, _move(procedure, body), _portion(body)
        )
    return PlannedCases(
        items=[
            PlannedCase(
                case=str(item.case.key),
                reference=item.case.reference,
                verdict=item.plan.verdict.value,
                reasons=list(item.plan.reasons),
                position=list(item.plan.position),
                passes_by=list(item.plan.names_passed),
            )
            for item in found
        ],
        next=str(following) if following else None,
    )


@router.post("", operation_id="migrate_cases")
def migrate(
    house: House,
    caller: SignedIn,
    procedure: ProcedureInPath,
    body: MoveIn,
    idempotency_key: IdempotencyKey = None,
) -> MovedCases:
    """Take the cases of your office that map to another version; what needs a choice stays as it is.

    Each case goes by itself, so one that can't stops no other; a call that was cut off is simply repeated.
    """
    request = repeatable(idempotency_key, "migrate-cases", procedure, body.model_dump())
    move, portion = _move(procedure, body), _portion(body)
    return MovedCases(**migrate_cases(house.engine, caller.actor, move, portion, body.reason, request))


@router.post("/undo", operation_id="undo_migrations")
def undo(
    house: House,
    caller: SignedIn,
    procedure: ProcedureInPath,
    body: MoveBack,
    idempotency_key: IdempotencyKey = None,
) -> MovedCases:
    """Take the cases of your office back to the version before, where nothing has happened since."""
    request = repeatable(idempotency_key, "undo-migrations", procedure, body.model_dump())
    return MovedCases(
        **undo_migrations(
            house.engine, caller.actor, procedure, body.version, _portion(body), body.reason, request
        )
    )


def _move(procedure: str, body: MoveLook) -> Move:
    return Move(procedure, body.old, body.new, body.mapping)


def _portion(body: MoveLook | MoveBack) -> Portion:
    return Portion(int(body.after or 0), body.limit)
