"""Correcting what one's own office recorded: the questions of its form, a reason, and what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.pages.task import Difference
from api.pages.texts import text_of
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.correct_record import correct_record
from cases.commands.log_access import log_access
from cases.corrections import NothingCorrected, RecordChanged, read_correction
from cases.views.correction import CorrectionView, view_correction
from cases.views.task import Audiences, choices_of
from cases.views.versions import versions_of
from engine.errors import AnswersRejected, CaseHeld, CaseStopped, ReasonMissing
from engine.store import Work
from forms import AnswerFault, Answers, error_summary, from_html, newly_asked, render_form

router = Router(include_in_schema=False)

TypeInPath = Annotated[str, Path(alias="type", max_length=100)]

_NOTES: Mapping[type[Exception], tuple[str, int]] = {
    RecordChanged: ("changed", 409),
    CaseHeld: ("held", 409),
    CaseStopped: ("stopped", 409),
    NothingCorrected: ("nothing", 422),
}


@dataclass(frozen=True)
class Typed:
    """What the page comes back with: answers and reason as typed, what is wrong with them, what happened."""

    answers: Mapping[str, Any] | None = None
    reason: str = ""
    faults: Sequence[AnswerFault] = ()
    is_missing: bool = False
    note: str = ""
    status: int = 200


@router.get("/cases/{case_key}/records/{type}/correction")
def show_correction(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, record_type: TypeInPath
) -> Response:
    """The questions with what is on record."""
    return _show(request, house, caller, case_key, record_type, Typed())


@router.post("/cases/{case_key}/records/{type}/correction")
def correct(
    request: Request,
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    record_type: TypeInPath,
    pairs: Posted,
) -> Response:
    """Correct the record, or only look at the questions that follow."""

    def again(**more: Any) -> Response:
        return _show(request, house, caller, case_key, record_type, Typed(answers, reason, **more))

    with house.engine.store.reading() as work:
        view = _view(house, caller, work, case_key, record_type)
        answers = from_html(view.form, pairs)
        read = _read(house, caller, work, view, answers)
    reason = last(pairs, "_reason").replace("\r\n", "\n").strip()[:4000]
    version = number(pairs, "version")
    if last(pairs, "do") != "correct":
        return again()
    if version != view.found.version:  # what others did comes before what is wrong with one's own answers
        return again(note="changed", status=409)
    new = newly_asked(pairs, Answers(read.values, read.faults, read.shown & view.form.by_key.keys()))
    faults = [fault for fault in read.faults if fault.field not in new]
    if new:
        return again(faults=faults, note="asked", status=422)
    if faults or not reason:
        return again(faults=faults, is_missing=not reason, status=422)
    fields = {name: answers.get(key) for key, name in view.found.names.items() if key in read.shown}
    try:
        correct_record(
            house.engine,
            house.case_file.records,
            caller.actor,
            case_key,
            record_type,
            version,
            fields,
            reason,
            repeatable(pairs, "correct", case_key, record_type, version, fields, reason),
        )
    except ReasonMissing:
        return again(is_missing=True, status=422)
    except AnswersRejected as error:
        return again(faults=error.faults, status=422)
    except tuple(_NOTES) as error:
        note, status = next(told for kind, told in _NOTES.items() if isinstance(error, kind))
        return again(note=note, status=status)
    return RedirectResponse(f"/cases/{case_key}?done=corrected#record-{record_type}", 303)


def _view(house: Bruecke, caller: Caller, work: Work, case_key: int, kind: str) -> CorrectionView:
    return view_correction(house.engine, house.case_file, work, caller.actor, case_key, kind, caller.language)


def _read(
    house: Bruecke, caller: Caller, work: Work, view: CorrectionView, answers: Mapping[str, Any]
) -> Answers:
    """The whole record as it was typed: a question left empty has no answer any more."""
    return read_correction(
        view.seen.package,
        house.case_file,
        work,
        view.seen.case.key,
        view.found,
        {key: answers.get(key) for key in view.found.names},
        caller.actor,
        house.engine.clock.now(),
    )


def _show(
    request: Request, house: Bruecke, caller: Caller, case_key: int, kind: str, typed: Typed
) -> Response:
    with house.engine.store.reading() as work:
        view = _view(house, caller, work, case_key, kind)
        questions = _questions(house, caller, work, view, typed)
        versions, told = versions_of(house.case_file.records, work, view.seen, kind)
    log_access(house.engine, caller.actor, view.seen, "correction", view.shown | told)
    return page(
        request,
        house,
        caller,
        "correction.html",
        here="cases",
        status=typed.status,
        view=view,
        case_key=case_key,
        type=kind,
        reference=view.seen.case.reference,
        questions=questions,
        summary=error_summary(
            view.form, _faults(typed, caller.language), view.seen.wording.get, language=caller.language
        ),
        note=typed.note,
        differences=_differences(view, typed) if typed.note == "changed" else [],
        reason=typed.reason,
        is_missing=typed.is_missing,
        earlier=versions.earlier,
        has_conditions=any(field.guards for field in view.form.fields),
    )


def _faults(typed: Typed, language: str) -> list[AnswerFault]:
    """What is wrong, for the list on top; a missing reason alone has its own word where it is missing."""
    faults = list(typed.faults)
    if faults and typed.is_missing:
        missing = text_of(language, "correction.reason_missing")
        faults.append(AnswerFault("_reason", "reason-missing", missing.text, missing.fallback))
    return faults


def _questions(house: Bruecke, caller: Caller, work: Work, view: CorrectionView, typed: Typed) -> Markup:
    now = house.engine.clock.now()
    return render_form(
        view.form,
        values=view.answers if typed.answers is None else typed.answers,
        faults=typed.faults,
        now=now,
        context=view.context,
        language=caller.language,
        translate=view.seen.wording.get,
        choices=choices_of(house.case_file, work, view.seen.case.key, caller.actor),
        audience=Audiences(work, view.seen, view.found.element, now),
    )


def _differences(view: CorrectionView, typed: Typed) -> list[Difference]:
    """Where what is on record by now is another than what was typed."""
    wording, found = view.seen.wording, []
    for key, name in view.found.names.items():
        saved, mine = view.answers.get(key), (typed.answers or {}).get(key)
        if (saved or None) != (mine or None):
            field = view.form.by_key[key]
            found.append(
                Difference(
                    wording.get(field.text_key, field.label),
                    wording.value(view.found.type, name, view.found.typed.get(key)),
                    wording.value(view.found.type, name, mine),
                )
            )
    return found
