"""Records of a case: corrected by who recorded them, and their versions."""

from typing import Annotated

from fastapi import Path

from api.access import CasesRead, House, SignedIn
from api.composing import versions_out
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.records import CorrectRecord, RecordCorrected, Versions
from cases.commands.correct_record import correct_record
from cases.commands.log_access import log_access
from cases.views.seen import see_case
from cases.views.versions import versions_of

router = Router(
    prefix="/api/cases",
    tags=["records"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 410, 413, 422)},
)

TypeInPath = Annotated[
    str, Path(alias="type", max_length=100, description="`type` of a record of the case", examples=["person"])
]


@router.post(
    "/{case_key}/records/{type}/correction", operation_id="correct_record", responses={409: PROBLEMS[409]}
)
def correct(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    record_type: TypeInPath,
    body: CorrectRecord,
    idempotency_key: IdempotencyKey = None,
) -> RecordCorrected:
    """Correct what your office recorded, also after the case has ended. Rules and open questions are looked at again.

    409 record-changed brings the present `version`. 422 names the way out: consent-not-corrected, result-not-corrected,
    lead-not-corrected, recorded-together, nothing-corrected, answers-rejected with the fields at fault.
    """
    request = repeatable(idempotency_key, "correct_record", case_key, record_type, body.model_dump())
    return RecordCorrected(
        **correct_record(
            house.engine,
            house.case_file.records,
            caller.actor,
            case_key,
            record_type,
            body.version,
            body.fields,
            body.reason,
            request,
        )
    )


@router.get("/{case_key}/records/{type}/versions", operation_id="read_record_versions")
def read_versions(house: House, caller: CasesRead, case_key: KeyInPath, record_type: TypeInPath) -> Versions:
    """Who changed what of a record when, newest first, as far as it is open to you; the read is noted."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view, shown = versions_of(house.case_file.records, work, seen, record_type)
    log_access(house.engine, caller.actor, seen, "versions", shown)
    return versions_out(view)
