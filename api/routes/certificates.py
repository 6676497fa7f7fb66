"""The certificate of an erasure: as JSON, and as a document."""

from fastapi import Response

from api.access import Caller, House, SignedIn
from api.badges import badge
from api.bootstrap import Bruecke
from api.parameters import PROBLEMS, KeyInPath
from api.routers import Router
from api.routes.documents import as_file
from api.shapes.certificates import CertificateOut, DeedOut, ErasedRows
from api.sheets import language_of_sheets, sheet_pdf
from api.sheets.certificate import sections_of
from cases.documents import PDF
from cases.views.certificate import KINDS, STAYS, Certificate, Deed, view_certificate
from engine.clock import local_day

router = Router(
    prefix="/api/cases",
    tags=["erasure"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)


def certificate_of(house: Bruecke, caller: Caller, case_key: int, language: str) -> Certificate:
    """The certificate, as the caller may fetch it."""
    with house.engine.store.reading() as work:
        return view_certificate(house.engine, work, caller.actor, case_key, language)


@router.get("/{case_key}/erasure/certificate", operation_id="read_certificate")
def read_certificate(house: House, caller: SignedIn, case_key: KeyInPath) -> CertificateOut:
    """Who proposed and decided the erasure of a case, what the archive answered, what went and what stays; nothing about the
    person. For every office that took part in the case. 409 not-erased before."""
    return certificate_out(certificate_of(house, caller, case_key, caller.language))


@router.get(
    "/{case_key}/erasure/certificate/file",
    operation_id="read_certificate_file",
    response_class=Response,
    responses={
        200: {
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
            "description": "the same as a document, PDF/A-3a and PDF/UA-1, in German or French",
        }
    },
)
def read_certificate_file(house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The same as a document (PDF/A, PDF/UA), in French for `?lang=fr`, else in German."""
    view = certificate_of(house, caller, case_key, language_of_sheets(caller.language))
    content = sheet_pdf(
        house.typesetter,
        view.wording,
        view.case.reference,
        view.wording.vocabulary("certificate", "title"),
        view.office,
        view.reader,
        house.engine.clock.now(),
        sections_of(certificate_out(view), view.wording),
    )
    kind = view.wording.vocabulary("certificate", "file").text
    name = f"{view.case.reference}-{kind}-{local_day(view.erased_at):%Y-%m-%d}.pdf"
    return Response(content, media_type=PDF, headers=as_file(name))


def certificate_out(view: Certificate) -> CertificateOut:
    """A certificate."""
    case, wording = view.case, view.wording
    return CertificateOut(
        case=str(case.key),
        reference=case.reference,
        procedure=wording.get("procedure.title").text,
        procedure_version=wording.package.manifest.version,
        opened_by=badge(view.opened_by),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        outcome=view.outcome.text if view.outcome else None,
        retention=view.retention,
        erasable_from=case.erasable_from,
        proposed=_deed(view.proposed),
        archive_offered_on=view.offered_on,
        archive_answer=view.archive_answer,
        archive_reference=view.archive_reference,
        decided=_deed(view.decided),
        erased_at=view.erased_at,
        erased_anew_at=list(view.erased_anew),
        rows=[
            ErasedRows(
                kind=kind,
                label=wording.vocabulary("erased_rows", kind).text,
                count=view.counts.get(kind, 0),
            )
            for kind in KINDS
        ]
        if view.counts is not None
        else None,
        stays=[wording.vocabulary("erasure_leaves", one).text for one in STAYS],
        sequence=view.sequence,
        digest=view.digest,
        is_whole=view.is_whole,
    )


def _deed(view: Deed | None) -> DeedOut | None:
    return DeedOut(user=view.user, institution=view.institution, at=view.at) if view else None
