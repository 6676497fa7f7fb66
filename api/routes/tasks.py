"""Tasks: list, read, form, claim, release, draft, completion, signature."""

from api.access import Caller, CasesRead, House, TasksWrite
from api.bootstrap import Bruecke
from api.composing import task_out, work_line
from api.parameters import PROBLEMS, After, IdempotencyKey, InCase, KeyInPath, Limit, repeatable
from api.routers import Router
from api.routes.cases import viewer_of
from api.shapes.tasks import (
    Activity,
    ActivityStarted,
    Answers,
    ChoiceOut,
    Claim,
    Completion,
    DraftSaved,
    FormOut,
    Signature,
    TaskDone,
    TaskOut,
)
from api.shapes.work import WorkPage
from cases.commands.log_access import log_access
from cases.views.task import TaskView, choices_of, view_task
from engine.commands.claim_task import claim_task, release_task
from engine.commands.complete_task import complete_task
from engine.commands.save_draft import save_draft
from engine.commands.start_activity import start_activity
from forms import json_schema

router = Router(
    prefix="/api/tasks",
    tags=["tasks"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


def work_page(
    house: Bruecke, caller: Caller, subject: str, mine: bool, case: int | None, after: int | None, limit: int
) -> WorkPage:
    """A page of open tasks or gateways."""
    with (
        house.engine.store.asking() as work
    ):  # one question: who stands in for whom, asked before, may be a moment older
        lines = house.lists(work).work(
            viewer_of(caller.actor),
            house.engine.clock.now(),
            mine=mine,
            subject=subject,
            case_key=case,
            after=after,
            limit=limit + 1,
        )
        items = [
            work_line(
                line,
                house.engine.versions.get(work, line.procedure_version_key),
                caller.language,
                caller.actor.user_key,
            )
            for line in lines[:limit]
        ]
    return WorkPage(items=items, next=items[-1].key if len(lines) > limit else None)


@router.get("", operation_id="list_tasks")
def list_tasks(
    house: House,
    caller: CasesRead,
    mine: bool = False,
    case: InCase = None,
    after: After = None,
    limit: Limit = 50,
) -> WorkPage:
    """Open tasks of your institution, oldest first; `mine` only what you or your unit have in hand."""
    return work_page(house, caller, "task", mine, case, after, limit)


def _view(house: Bruecke, caller: Caller, task_key: int) -> TaskView:
    with house.engine.store.reading() as work:
        return view_task(
            house.engine,
            house.case_file,
            house.case_file.records,
            work,
            caller.actor,
            task_key,
            caller.language,
        )


@router.get("/{task_key}", operation_id="read_task")
def read_task(house: House, caller: CasesRead, task_key: KeyInPath) -> TaskOut:
    """A task with the answers saved so far."""
    view = _view(house, caller, task_key)
    log_access(house.engine, caller.actor, view.seen, "task", view.shown)
    return task_out(view)


@router.get("/{task_key}/form", operation_id="read_form")
def read_form(house: House, caller: CasesRead, task_key: KeyInPath) -> FormOut:
    """What may be answered, as a JSON Schema, with the people there are to choose from.

    A field that is asked only under a condition carries `x-bruecke: {hide, required}`: when it is not asked, in FEEL, and
    whether it has to be answered when it is.
    """
    view = _view(house, caller, task_key)
    with house.engine.store.reading() as work:
        find = choices_of(house.case_file, work, view.case_key, caller.actor)
        choices = {field.key: find(field.choices) for field in view.form.fields if field.choices}
    log_access(house.engine, caller.actor, view.seen, "task")
    return FormOut(
        id=view.form.id,
        json_schema=json_schema(view.form),
        choices={
            key: [ChoiceOut(value=choice.value, label=choice.label) for choice in found]
            for key, found in choices.items()
        },
    )


@router.post("/{task_key}/claim", operation_id="claim_task")
def claim(
    house: House, caller: TasksWrite, task_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> Claim:
    """Take a task, so that others see who is at it. Saving, completing and signing don't need it."""
    return Claim(
        **claim_task(house.engine, caller.actor, task_key, repeatable(idempotency_key, "claim", task_key))
    )


@router.post("/{task_key}/release", operation_id="release_task")
def release(
    house: House, caller: TasksWrite, task_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> Claim:
    """Give a task back to the unit."""
    return Claim(
        **release_task(house.engine, caller.actor, task_key, repeatable(idempotency_key, "release", task_key))
    )


@router.post("/{task_key}/draft", operation_id="save_draft")
def draft(
    house: House,
    caller: TasksWrite,
    task_key: KeyInPath,
    body: Answers,
    idempotency_key: IdempotencyKey = None,
) -> DraftSaved:
    """Keep answers to go on later; an edit of signed answers voids the signatures."""
    request = repeatable(idempotency_key, "draft", task_key, body.model_dump())
    return DraftSaved(**save_draft(house.engine, caller.actor, task_key, body.answers, body.version, request))


@router.post("/{task_key}/completion", operation_id="complete_task")
def complete(
    house: House,
    caller: TasksWrite,
    task_key: KeyInPath,
    body: Completion,
    idempotency_key: IdempotencyKey = None,
) -> TaskDone:
    """Complete a task, claimed or not; with two seats this signs the answers for yours, and the last signature completes it."""
    request = repeatable(idempotency_key, "completion", task_key, body.model_dump())
    return TaskDone(
        **complete_task(
            house.engine, caller.actor, task_key, body.answers, body.version, request, body.variables
        )
    )


@router.post("/{task_key}/activities", operation_id="start_activity")
def start_inner(
    house: House,
    caller: TasksWrite,
    task_key: KeyInPath,
    body: Activity,
    idempotency_key: IdempotencyKey = None,
) -> ActivityStarted:
    """Start an activity of an ad-hoc sub-process; completing its task ends the sub-process."""
    request = repeatable(idempotency_key, "activity", task_key, body.model_dump())
    return ActivityStarted(**start_activity(house.engine, caller.actor, task_key, body.element, request))


@router.post("/{task_key}/signature", operation_id="sign_task")
def sign(
    house: House,
    caller: TasksWrite,
    task_key: KeyInPath,
    body: Signature,
    idempotency_key: IdempotencyKey = None,
) -> TaskDone:
    """Sign the answers as they were last saved."""
    request = repeatable(idempotency_key, "signature", task_key, body.model_dump())
    return TaskDone(**complete_task(house.engine, caller.actor, task_key, None, body.version, request))
