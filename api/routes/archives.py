"""What an archive takes over: everything of a closed case that its office may read, in one file with checksums."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

import orjson
from fastapi import Response

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.composing_personal_data import personal_data_out
from api.parameters import PROBLEMS, KeyInPath
from api.routers import Router
from api.routes.documents import as_file, name_of
from api.routes.personal_data import personal_data_of, personal_data_pdf
from cases.commands.log_access import log_access
from cases.documents import held
from cases.erasing import CaseRuns
from cases.rows import Document
from cases.views.documents import open_document
from cases.views.personal_data import PersonalData
from cases.views.seen import Shown, see_case
from engine.ports import NotAllowed

FORMAT = "bruecke-archive-1"
_LANGUAGES = ("de", "fr")
router = Router(
    prefix="/api/cases",
    tags=["erasure"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.get(
    "/{case_key}/archive-package",
    operation_id="read_archive_package",
    response_class=Response,
    responses={
        200: {
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
            "description": "manifest.json with SHA-256 of each file, personal-data.json, personal-data-de.pdf, personal-data-fr.pdf, documents/",
        }
    },
)
def read_archive_package(house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """What the archive takes over when it is offered a dossier, for the office that opened the case, once it is closed.

    The documents as they are, everything else as JSON and PDF; `manifest.json` names each file with its checksum, and what is
    not in it. 409 case-runs before the end. Making it is noted with all it shows.
    """
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        if not seen.sight.is_opener:
            raise NotAllowed
        if seen.case.closed_at is None:
            raise CaseRuns
    view = personal_data_of(house, caller, case_key, _LANGUAGES[0])
    documents, shown = _documents(house, caller, view)
    files = {"personal-data.json": _json(personal_data_out(view).model_dump(mode="json"))}
    for language in _LANGUAGES:
        told = view if language == _LANGUAGES[0] else personal_data_of(house, caller, case_key, language)
        files[f"personal-data-{language}.pdf"] = personal_data_pdf(house, told)
    files |= documents
    log_access(house.engine, caller.actor, view.seen, "archive_package", view.shown | shown, always=True)
    return Response(
        _packed(view, files),
        media_type="application/zip",
        headers=as_file(f"{view.seen.case.reference}-archiv.zip"),
    )


def _documents(house: Bruecke, caller: Caller, view: PersonalData) -> tuple[dict[str, bytes], Shown]:
    """The documents that the caller may read, each under its number and a name that says nothing of the person."""
    files: dict[str, bytes] = {}
    shown: set[tuple[str, str]] = set()
    for one in view.documents:
        with house.engine.store.reading() as work:
            row, content, seen = open_document(house.engine, work, caller.actor, one.key, caller.language)
        assert isinstance(row, Document)
        files[f"documents/{row.key}-{name_of(seen.case, row)}"] = content
        shown |= held(row)
    return files, frozenset(shown)


def _packed(view: PersonalData, files: Mapping[str, bytes]) -> bytes:
    """A zip with a manifest; the same content makes the same file."""
    manifest = {
        "format": FORMAT,
        "reference": view.seen.case.reference,
        "procedure": view.seen.case.procedure,
        "procedure_version": view.seen.package.manifest.version,
        "office": view.office.name,
        "made_at": view.made_at.isoformat(),
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "left_out": [one.code for one in view.left_out if one.code != "document_contents"],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {"manifest.json": _json(manifest), **files}.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
