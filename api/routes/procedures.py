"""Procedures: which there are, and releasing a new version."""

from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import Body, Path, Query
from pydantic import WithJsonSchema

from api.access import Caller, CasesStart, Designer, House
from api.bootstrap import Bruecke
from api.composing import model_deployment
from api.parameters import PROBLEMS, IdempotencyKey, repeatable
from api.releasing import plain, release
from api.routers import Router
from api.shapes.procedures import Deployment, DraftOut, Finding, Procedure
from api.shapes.repairs import ImpactGroup, ImpactOut, VersionOut
from cases.commands.start_case import canton_of, may_start, newest
from cases.views.impact import view_impact, view_versions
from engine.commands.deploy_model import deploy_model
from engine.errors import Json
from engine.packages.archive import read_zip
from engine.packages.manifest import FILE as MANIFEST
from engine.rows import ModelDraft, ProcedureVersion
from engine.transaction import kept

ProcedureInPath = Annotated[str, Path(max_length=100)]
Number = Annotated[int, Query(ge=1, le=2**31, description="number of a version")]
_FILE = WithJsonSchema({"type": "string", "format": "binary"})  # generated clients take a file here

router = Router(
    prefix="/api/procedures", tags=["procedures"], responses={key: PROBLEMS[key] for key in (400, 401, 403)}
)


@router.get("", operation_id="list_procedures")
def list_procedures(house: House, caller: CasesStart) -> list[Procedure]:
    """Every procedure in the version that new cases take."""
    found = []
    with house.engine.store.reading() as work:
        canton = canton_of(work, caller.actor)
        for name in sorted({row.procedure for row in work.find(ProcedureVersion)}):
            row = newest(work, name, house.engine)
            if row is None:
                continue
            package = house.engine.versions.get(work, row.key)
            found.append(
                Procedure(
                    id=name,
                    title=package.texts.get("procedure.title", caller.language).text,
                    version=row.version,
                    canton=row.canton,
                    content_hash=row.content_hash,
                    valid_from=row.valid_from,
                    may_start=may_start(package, caller.actor, canton),
                )
            )
    return found


@router.post(
    "",
    operation_id="deploy_procedure",
    status_code=201,
    responses={key: PROBLEMS[key] for key in (409, 413, 422)},
)
def deploy(
    house: House,
    caller: Designer,
    package: Annotated[bytes, Body(media_type="application/zip"), _FILE],
    idempotency_key: IdempotencyKey = None,
) -> Deployment:
    """Release a package whose stories hold: the zip of its folder, or of the files in it. Needs the role `designer`.

    A zip without package.yaml holds single models: BPMN with the DMN files and forms it names. The same content twice
    changes nothing, also without an Idempotency-Key.
    """
    request = repeatable(idempotency_key, "deploy", sha256(package).hexdigest())
    answer = kept(
        house.engine, caller.actor, request, lambda: _deployed(house, caller, package).model_dump(mode="json")
    )
    return Deployment.model_validate(answer)


def _deployed(house: Bruecke, caller: Caller, package: bytes) -> Deployment:
    files = read_zip(plain(package))
    if MANIFEST not in files:
        return model_deployment(deploy_model(house.engine, caller.actor, files))
    deployed = release(house, files)
    return Deployment(
        procedure=deployed.procedure,
        version=deployed.version,
        number=deployed.number,
        content_hash=deployed.content_hash,
        is_new=deployed.is_new,
    )


@router.post(
    "/models",
    operation_id="deploy_model",
    status_code=201,
    responses={key: PROBLEMS[key] for key in (409, 413, 422)},
)
def deploy_file(
    house: House,
    caller: Designer,
    model: Annotated[bytes, Body(media_type="application/xml"), _FILE],
    idempotency_key: IdempotencyKey = None,
) -> Deployment:
    """Release one BPMN file without a package: the id of its process becomes that of the procedure.

    Every other executable process of the file becomes a procedure of its own (`others`).
    What can't be executed as the standard says is refused by name; a model that lacks only what its execution needs is
    kept as a draft with a to-do list. Forms and decisions come along in a zip (deploy_procedure).
    """
    request = repeatable(idempotency_key, "deploy-model", sha256(model).hexdigest())

    def body() -> Json:
        deployed = deploy_model(house.engine, caller.actor, {"model.bpmn": plain(model)})
        return model_deployment(deployed).model_dump(mode="json")

    return Deployment.model_validate(kept(house.engine, caller.actor, request, body))


@router.get("/models/drafts", operation_id="list_drafts")
def list_drafts(house: House, caller: Designer) -> list[DraftOut]:
    """Your models that are kept as drafts, the newest first, with what they lack."""
    with house.engine.store.reading() as work:
        rows = work.find(ModelDraft, created_by=caller.actor.user_key)
    return [
        DraftOut(
            procedure=row.procedure,
            content_hash=row.content_hash,
            created_at=row.created_at,
            todo=[Finding(**item) for item in orjson.loads(row.todo)],
        )
        for row in sorted(rows, key=lambda row: row.key, reverse=True)
    ]


@router.get(
    "/{procedure}/versions", operation_id="list_versions", responses={404: PROBLEMS[404], 422: PROBLEMS[422]}
)
def list_versions(house: House, caller: Designer, procedure: ProcedureInPath) -> list[VersionOut]:
    """All released versions of a procedure, the newest first, with how many cases run on each."""
    with house.engine.store.reading() as work:
        found = view_versions(work, procedure)
    return [
        VersionOut(
            number=view.row.number,
            version=view.row.version,
            content_hash=view.row.content_hash,
            running=view.running,
        )
        for view in found
    ]


@router.get(
    "/{procedure}/impact", operation_id="read_impact", responses={404: PROBLEMS[404], 422: PROBLEMS[422]}
)
def read_impact(
    house: House, caller: Designer, procedure: ProcedureInPath, old: Number, new: Number
) -> ImpactOut:
    """What version `new` means for the cases that run on version `old`: how many stand where, and which would map."""
    with house.engine.store.reading() as work:
        found = view_impact(house.engine, work, procedure, old, new)
    return ImpactOut(
        verdict=found.verdict.value,
        cases=len(found.plans),
        groups=[
            ImpactGroup(
                position=list(group.position),
                verdict=group.verdict.value,
                reasons=list(group.reasons),
                passes_by=list(group.names_passed),
                cases=len(group.cases),
            )
            for group in found.groups
        ],
    )
