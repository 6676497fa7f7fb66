"""Procedures: which there are, and releasing a new version."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import WithJsonSchema

from api.access import Designer, House, SignedIn
from api.parameters import PROBLEMS
from api.releasing import release
from api.shapes.procedures import Deployment, Procedure
from cases.commands.start_case import may_start, newest
from engine.packages.archive import read_zip
from engine.rows import ProcedureVersion

_FILE = WithJsonSchema({"type": "string", "format": "binary"})  # generated clients take a file here

router = APIRouter(
    prefix="/api/procedures", tags=["procedures"], responses={key: PROBLEMS[key] for key in (400, 401, 403)}
)


@router.get("", operation_id="list_procedures")
def list_procedures(house: House, caller: SignedIn) -> list[Procedure]:
    """Every procedure in the version that new cases take."""
    found = []
    with house.engine.store.reading() as work:
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
                    may_start=may_start(package.manifest, caller.actor),
                )
            )
    return found


@router.post(
    "",
    operation_id="deploy_procedure",
    status_code=201,
    responses={key: PROBLEMS[key] for key in (413, 422)},
)
def deploy(
    house: House, caller: Designer, package: Annotated[bytes, Body(media_type="application/zip"), _FILE]
) -> Deployment:
    """Release a package whose stories hold: the zip of its folder, or of the files in it. Needs the role `designer`.

    The same content twice changes nothing, so no Idempotency-Key is needed.
    """
    deployed = release(house, read_zip(package))
    return Deployment(
        procedure=deployed.procedure,
        version=deployed.version,
        number=deployed.number,
        content_hash=deployed.content_hash,
        is_new=deployed.is_new,
    )
