"""A task: its form with who sees each answer; complete or sign, save a draft, take it or give it back.

Whatever goes wrong, the page comes back with what was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.log_access import log_access
from cases.views.following import following_of
from cases.views.history import HappeningView, view_history
from cases.views.informing import view_uninformed
from cases.views.task import Audiences, TaskView, choices_of, view_task
from engine.clock import local_day
from engine.commands.claim_task import AlreadyClaimed, claim_task, release_task
from engine.commands.complete_task import complete_task
from engine.commands.save_draft import save_draft
from engine.errors import AnswersRejected, CaseStopped, ConsentNotInForce, TaskChanged, TaskClosed
from engine.packages.targets import target_of
from engine.store import Conflict, Work
from engine.transaction import answered
from forms import (
    AnswerFault,
    Text,
    error_summary,
    from_html,
    newly_asked,
    read_answers,
    render_form,
    to_json,
)

router = Router(include_in_schema=False)

_TOO_LATE: Mapping[type[Exception], str] = {
    TaskChanged: "changed",
    TaskClosed: "closed",
    AlreadyClaimed: "claimed",
    CaseStopped: "stopped",
    ConsentNotInForce: "suspended",
    Conflict: "busy",
}


@dataclass(frozen=True)
class Typed:
    """What the page comes back with: answers as typed, what is wrong with them, what happened. All may be absent."""

    answers: Mapping[str, Any] | None = None
    faults: Sequence[AnswerFault] = ()
    note: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose saved answer is another than the one typed."""

    label: Text
    saved: str
    typed: str


@router.get("/tasks/{task_key}")
def show_task(request: Request, house: House, caller: SignedIn, task_key: KeyInPath) -> Response:
    """The task with the answers saved so far."""
    return _show(request, house, caller, task_key, Typed())


@router.post("/tasks/{task_key}")
def answer_task(
    request: Request, house: House, caller: SignedIn, task_key: KeyInPath, pairs: Posted
) -> Response:
    """Do what the button says: complete, draft, claim, release, or only look at the questions that follow."""
    with house.engine.store.reading() as work:
        view = _view(house, caller, work, task_key)
    answers = from_html(view.form, pairs)
    if view.suspended_by is not None:  # comes before what is wrong with the answers
        return _show(request, house, caller, task_key, Typed(answers or None, (), "suspended", 409))
    try:
        match last(pairs, "do"):
            case "complete":
                return _complete(request, house, caller, view, answers, pairs)
            case "draft":
                return _draft(house, caller, view, answers, pairs)
            case "claim":
                version = number(pairs, "version")
                repeat = repeatable(pairs, "claim", task_key, version)
                known = answered(house.engine, caller.actor, repeat)
                if known is None or known["version"] != view.version:  # no double click
                    _refuse_late(view, version)  # the page that follows holds the newest version
                claim_task(house.engine, caller.actor, task_key, repeat)
                return _show(request, house, caller, task_key, Typed(answers, (), "yours"))
            case "release":
                repeat = repeatable(pairs, "release", task_key)
                release_task(house.engine, caller.actor, task_key, repeat)
                return RedirectResponse("/tasks", 303)
            case _:
                return _show(request, house, caller, task_key, Typed(answers))
    except AnswersRejected as error:
        note = "draft_rejected" if last(pairs, "do") == "draft" else ""
        return _show(request, house, caller, task_key, Typed(answers, error.faults, note, 422))
    except tuple(_TOO_LATE) as error:
        note = next(word for kind, word in _TOO_LATE.items() if isinstance(error, kind))
        return _show(request, house, caller, task_key, Typed(answers or None, (), note, 409))


def _complete(
    request: Request,
    house: Bruecke,
    caller: Caller,
    view: TaskView,
    answers: Mapping[str, Any],
    pairs: Pairs,
) -> Response:
    """Complete, unless the answers open questions that were not on the page: those are shown first."""
    with house.engine.store.reading() as work:
        read = read_answers(
            view.form,
            answers,
            now=house.engine.clock.now(),
            context=view.context,
            readable=view.readable,
            choices=choices_of(house.case_file, work, view.case_key, caller.actor),
            language=caller.language,
            translate=view.seen.wording.get,
        )
    new = newly_asked(pairs, read)
    version = number(pairs, "version")
    if new or read.faults:
        _refuse_late(view, version)  # what others did comes before what is wrong with one's own answers
    if new:
        faults = [fault for fault in read.faults if fault.field not in new]
        return _show(request, house, caller, view.key, Typed(answers, faults, "asked", 422))
    if read.faults:
        return _show(request, house, caller, view.key, Typed(answers, read.faults, "", 422))
    done = complete_task(
        house.engine,
        caller.actor,
        view.key,
        answers,
        version,
        repeatable(pairs, "complete", view.key, answers, version),
    )
    if done["status"] == "completed":
        return RedirectResponse(f"/cases/{view.case_key}?done=completed", 303)
    return RedirectResponse(f"/tasks/{view.key}?done=signed", 303)


def _refuse_late(view: TaskView, version: int) -> None:
    if view.status != "open":
        raise TaskClosed
    if view.version != version:
        raise TaskChanged(view.version)


def _draft(
    house: Bruecke, caller: Caller, view: TaskView, answers: Mapping[str, Any], pairs: Pairs
) -> Response:
    version = number(pairs, "version")
    save_draft(
        house.engine,
        caller.actor,
        view.key,
        answers,
        version,
        repeatable(pairs, "draft", view.key, answers, version),
    )
    return RedirectResponse(f"/tasks/{view.key}?done=draft", 303)


def _view(house: Bruecke, caller: Caller, work: Work, task_key: int) -> TaskView:
    return view_task(
        house.engine,
        house.case_file,
        house.case_file.records,
        work,
        caller.actor,
        task_key,
        caller.language,
    )


def _show(request: Request, house: Bruecke, caller: Caller, task_key: int, typed: Typed) -> Response:
    with house.engine.store.reading() as work:
        view = _view(house, caller, work, task_key)
        questions = _questions(house, caller, work, view, typed)
        following = following_of(view.seen, view.element)
        voided = _voided(work, view)
        records = house.case_file.records
        uninformed = view_uninformed(house.engine, records, work, caller.actor, view.seen, view.element)
        differences = _differences(view, typed) if typed.note == "changed" else []
    log_access(house.engine, caller.actor, view.seen, "task", view.shown)
    summary = error_summary(
        view.form,
        typed.faults,
        view.seen.wording.get,
        language=caller.language,
        draft=typed.note == "draft_rejected",
    )
    done = request.query_params.get("done", "")
    signed = [seat for seat in view.seats if seat.filled_at]
    roles = view.seen.sight.roles
    return page(
        request,
        house,
        caller,
        "task.html",
        here="tasks",
        status=typed.status,
        view=view,
        questions=questions,
        summary=summary,
        note=typed.note,
        done=done if done in {"draft", "signed"} else "",
        following=following,
        voided=voided,
        uninformed=uninformed if view.may_act else None,
        differences=differences,
        signs=len(view.seats) > 1 and not view.one_signs,
        signed_here=next((seat for seat in signed if seat.role in roles), None),
        signed_by_others=[seat for seat in signed if seat.role not in roles],
        missing=[seat for seat in view.seats if not seat.filled_at],
        places=_places(view),
        has_conditions=any(field.hide for field in view.form.fields) or 'class="cond"' in questions,
    )


def _places(view: TaskView) -> list[tuple[str, str]]:
    """What stands beside the steps of the case and its tasks speak of: where it is, and the text of its name."""
    manifest = view.seen.package.manifest
    if view.seen.sight.is_guest:
        return []
    found = {
        ("/plan", "plan.title"): manifest.plan is not None,
        ("/meetings", "meetings.title"): bool(manifest.meetings),
        ("/documents", "documents.title"): bool(manifest.documents),
        ("#handovers", "handovers.title"): bool(manifest.handovers),
    }
    return [place for place, is_there in found.items() if is_there]


def _voided(work: Work, view: TaskView) -> HappeningView | None:
    """The edit that took a signature away from the reader's seat, unless the seat has signed again since."""
    mine = {seat.role for seat in view.seats if seat.is_mine and not seat.filled_at}
    if view.status != "open" or len(view.seats) < 2 or not mine:
        return None
    for happening in view_history(work, view.seen, newest_first=True):
        is_here = happening.element == view.element and happening.at >= view.created_at
        if is_here and happening.codes.get("seat") in mine:
            return happening if happening.kind == "SIGNATURE_VOIDED" else None
    return None


def _questions(house: Bruecke, caller: Caller, work: Work, view: TaskView, typed: Typed) -> Markup:
    """The form, or what was typed if the task is closed by now; empty when there is nothing to show."""
    is_open = view.may_act
    if not is_open and typed.answers is None:
        return Markup("")
    now = house.engine.clock.now()
    begun: dict[str, Any] = {}
    if view.saved_at is None:
        begun = dict(to_json(view.form.beginning(view.context["parameters"], local_day(now))))
    return render_form(
        view.form,
        values=begun | view.answers if typed.answers is None else typed.answers,
        faults=typed.faults,
        now=now,
        context=view.context,
        language=caller.language,
        translate=view.seen.wording.get,
        choices=choices_of(house.case_file, work, view.case_key, caller.actor),
        audience=Audiences(work, view.seen, view.element, now),
        locked=frozenset() if is_open else frozenset(field.key for field in view.form.fields),
    )


def _differences(view: TaskView, typed: Typed) -> list[Difference]:
    """Where the answers saved in the meantime are others than those typed."""
    record = view.seen.package.element(view.element).properties.get("bruecke.record")
    found = []
    for field in view.form.fields:
        saved, mine = view.answers.get(field.key), (typed.answers or {}).get(field.key)
        if saved != mine:  # both are JSON: drafts are kept as such, and a page's answers are read as such
            kind, name = target_of(field, record)
            label = view.seen.wording.get(field.text_key, field.label)
            found.append(
                Difference(
                    label,
                    view.seen.wording.value(kind, name, saved),
                    view.seen.wording.value(kind, name, mine),
                )
            )
    return found
