"""What the office that opened a case does with it as a whole: repair, suspend, resume, take to another version."""

from api.access import House, SignedIn
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.repairs import (
    Changed,
    Held,
    Hold,
    Migrated,
    Migration,
    MigrationCandidate,
    MigrationLook,
    MigrationPlan,
    PlanLine,
    Repaired,
    RepairIn,
    StandingToken,
    StandingTokens,
)
from cases.commands.hold_case import hold_case, resume_case
from cases.commands.migrate_case import migrate_case, plan_migration, undo_migration
from cases.commands.repair_case import Repair, preview_repair, repair_case
from cases.views.standing import view_standing
from engine.bpmn.migrating import Plan

router = Router(
    prefix="/api/cases",
    tags=["repairs"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.get("/{case_key}/tokens", operation_id="list_tokens")
def list_tokens(house: House, caller: SignedIn, case_key: KeyInPath) -> StandingTokens:
    """Where a case stands, token by token: what a repair names. Only for the office that opened it."""
    with house.engine.store.reading() as work:
        found = view_standing(house.engine, work, caller.actor, case_key, caller.language)
    return StandingTokens(
        items=[
            StandingToken(
                token=item.token,
                element=item.element,
                name=name,
                kind=item.kind,
                scope=item.scope,
                is_listener=item.is_listener,
                arrived=list(item.arrived),
            )
            for item, name in found
        ]
    )


@router.post("/{case_key}/repairs/preview", operation_id="preview_repair")
def preview(house: House, caller: SignedIn, case_key: KeyInPath, body: RepairIn) -> Repaired:
    """What a repair would do; nothing changes."""
    return Repaired(**preview_repair(house.engine, caller.actor, case_key, _repair(body)))


@router.post("/{case_key}/repairs", operation_id="repair_case")
def repair(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: RepairIn,
    idempotency_key: IdempotencyKey = None,
) -> Repaired:
    """Repair a stuck case, with a reason."""
    request = repeatable(idempotency_key, "repair", case_key, body.model_dump())
    return Repaired(**repair_case(house.engine, caller.actor, case_key, _repair(body), body.reason, request))


def _repair(body: RepairIn) -> Repair:
    return Repair(body.action, body.token, body.element, body.variables)


@router.post("/{case_key}/suspension", operation_id="suspend_case")
def suspend(
    house: House, caller: SignedIn, case_key: KeyInPath, body: Hold, idempotency_key: IdempotencyKey = None
) -> Held:
    """Suspend a case: nothing goes on in it until it is resumed."""
    request = repeatable(idempotency_key, "suspend", case_key, body.model_dump())
    return Held(**hold_case(house.engine, caller.actor, case_key, body.reason, request))


@router.post("/{case_key}/resumption", operation_id="resume_case")
def resume(
    house: House, caller: SignedIn, case_key: KeyInPath, body: Hold, idempotency_key: IdempotencyKey = None
) -> Held:
    """Resume a suspended case; what fell due in between happens now."""
    request = repeatable(idempotency_key, "resume", case_key, body.model_dump())
    return Held(**resume_case(house.engine, caller.actor, case_key, body.reason, request))


@router.post("/{case_key}/migration/plan", operation_id="plan_migration")
def plan(house: House, caller: SignedIn, case_key: KeyInPath, body: MigrationLook) -> MigrationPlan:
    """What another version of the procedure means for the case, token by token; nothing changes."""
    return _plan(plan_migration(house.engine, caller.actor, case_key, body.version, body.mapping))


@router.post("/{case_key}/migration", operation_id="migrate_case")
def migrate(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: Migration,
    idempotency_key: IdempotencyKey = None,
) -> Migrated:
    """Take a running case to another version of its procedure."""
    request = repeatable(idempotency_key, "migrate", case_key, body.model_dump())
    return Migrated(
        **migrate_case(house.engine, caller.actor, case_key, body.version, body.mapping, body.reason, request)
    )


@router.post("/{case_key}/migration/undo", operation_id="undo_migration")
def undo(
    house: House, caller: SignedIn, case_key: KeyInPath, body: Hold, idempotency_key: IdempotencyKey = None
) -> Migrated:
    """Take a case back to the version before, as long as nothing has happened in it since."""
    request = repeatable(idempotency_key, "undo-migration", case_key, body.model_dump())
    return Migrated(**undo_migration(house.engine, caller.actor, case_key, body.reason, request))


def _plan(found: Plan) -> MigrationPlan:
    return MigrationPlan(
        verdict=found.verdict.value,
        lines=[
            PlanLine(
                token=entry.token,
                element=entry.element,
                name=entry.name,
                target=entry.target,
                verdict=entry.verdict.value,
                reason=entry.reason,
                is_listener=entry.listens,
                changes=[
                    Changed(place=item.place, what=item.what, before=item.before, after=item.after)
                    for item in entry.changes
                ],
                candidates=[
                    MigrationCandidate(element=item.element, name=item.name, reason=item.reason)
                    for item in entry.candidates
                ],
            )
            for entry in found.entries
        ],
        begins=[item.element for item in found.begins],
        passes_by=list(found.names_passed),
    )
