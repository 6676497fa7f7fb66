"""A document is made of what is on record, as its maker may read it at this moment; then it does not change."""

from cases.documents import (
    MADE,
    PDF,
    About,
    DocumentNotMade,
    DocumentOvertaken,
    Holds,
    NotTypeset,
    Typesetter,
    codes_of,
    content_place,
    holds_of,
    sealed_about,
)
from cases.records import Records
from cases.rows import Document, DocumentContent
from cases.views.printing import Drawn, draw
from cases.views.seen import Seen, see_case
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, answered, on_case


def make_document(
    engine: Engine,
    records: Records,
    typesetter: Typesetter,
    actor: Actor,
    case_key: int,
    ident: str,
    language: str,
    request: Request | None = None,
) -> Json:
    """Make a document in a language. Answer: {document, case, kind, version}.

    It is set in type between two looks at the case, so that nobody waits for it; what has changed meanwhile is not printed.
    Raises NotVisible, NotAllowed, NoSuchDocument, DocumentTooEarly, DocumentClosed, NoPlanToPrint, DocumentNotMade, DocumentOvertaken.
    """
    known = answered(engine, actor, request)
    if known is not None:
        return known

    def drawn_in(work: Work) -> tuple[Seen, Drawn]:
        seen = see_case(engine, work, actor, case_key, language)
        return seen, draw(engine, records, work, actor, seen, ident, language)

    with engine.store.reading() as work:
        _, drawn = drawn_in(work)
    try:
        pdf = typesetter.typeset(drawn.sheet, int(engine.clock.now().timestamp()))
    except NotTypeset as error:
        raise DocumentNotMade(error.place) from error

    def body(running: Running) -> Json:
        work = running.work
        seen, again = drawn_in(work)
        if again != drawn:
            raise DocumentOvertaken
        key = engine.keys()
        document = Document(
            key=key,
            case_key=case_key,
            procedure_version_key=seen.case.procedure_version_key,
            kind=ident,
            language=language,
            state=MADE,
            media_type=PDF,
            size=len(pdf),
            holds=holds_of(drawn.holds or blank_of(actor)),
            copy_of=None,
            signed_on=None,
            signers="",
            version=1,
            sealed=sealed_about(engine.case_file, work, case_key, key, About()),
            institution_key=actor.institution_key,
            made_by=actor.user_key,
            made_at=running.now,
            withdrawn_by=None,
            withdrawn_at=None,
        )
        content = engine.case_file.seal(work, case_key, pdf, content_place(key))
        work.add(document, DocumentContent(key, case_key, content))
        running.log("DOCUMENT_MADE", None, codes_of(document))
        return {"document": str(key), "case": str(case_key), "kind": ident, "version": 1}

    return on_case(engine, lambda work: case_key, actor, request, body)


def blank_of(actor: Actor) -> Holds:
    """What a sheet holds on which nothing is filled in yet: whose case it is, for the office alone."""
    return frozenset({("MASTER", str(actor.institution_key))})
