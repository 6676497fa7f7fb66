"""The documents of a case, as somebody may read them, and what they may do with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.catalogue import CATEGORIES
from cases.documents import (
    ATTACHED,
    PERSON,
    WITHDRAWN,
    About,
    about_of,
    content_place,
    held,
    is_kept_back,
    may_read_document,
)
from cases.rows import Document, DocumentContent, Institution, User
from cases.views.printing import SHARED, has_come_so_far, may_make
from cases.views.seen import Seen, Shown, see_case
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.ports import NO_CASE, Actor, NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document. `title`: that of the procedure, or what somebody wrote; `reason` is there for the office that put it away."""

    key: int
    version: int
    kind: str
    title: Text
    language: str
    state: str
    state_label: Text
    media_type: str
    size: int
    categories: tuple[Text, ...]
    codes: tuple[str, ...]
    institution: Badge
    made_by: str
    made_at: datetime
    copy_of: int | None
    signed_on: date | None
    signers: tuple[str, ...]
    copies: tuple[int, ...]
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    reason: str
    may_withdraw: bool

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was put away."""
        return self.state == WITHDRAWN


@dataclass(frozen=True, slots=True)
class DocumentDesk:
    """The documents of a case, newest first, and what the reader may make and attach. `signers`: who may have signed, by key.
    `unsigned`: the kinds that nobody signs, letters for instance."""

    documents: tuple[DocumentView, ...]
    makeable: tuple[tuple[str, Text], ...]
    may_attach: bool
    categories: tuple[tuple[str, Text], ...]
    signers: tuple[tuple[int, str], ...]
    unsigned: frozenset[str]
    shown: Shown


def view_documents(engine: Engine, work: Work, actor: Actor, seen: Seen) -> DocumentDesk:
    """What the reader may read, and may do."""
    rows = sorted(readable_in(work, seen), key=lambda row: -row.key)
    views = _views(engine, work, actor, seen, rows)
    acts = not seen.sight.is_exceptional and not seen.sight.is_guest
    documents = seen.package.manifest.documents.items()
    person = seen.wording.get(f"{SHARED}person").text
    return DocumentDesk(
        documents=views,
        makeable=tuple(
            (ident, seen.wording.get(rules.text))
            for ident, rules in documents
            if may_make(seen, rules) and has_come_so_far(work, seen, rules)
        ),
        may_attach=acts,
        categories=tuple((code, seen.wording.vocabulary("categories", code)) for code in CATEGORIES),
        signers=((PERSON, person), *((key, row.name) for key, row in sorted(seen.institutions.items()))),
        unsigned=frozenset(ident for ident, rules in documents if not rules.signatures and not rules.plan),
        shown=frozenset(pair for row in rows if row.kind == ATTACHED for pair in held(row)),
    )


def count_documents(work: Work, seen: Seen) -> int:
    """How many documents there are that the reader may read and that were not put away."""
    return sum(1 for row in readable_in(work, seen) if row.state != WITHDRAWN)


def readable_in(work: Work, seen: Seen) -> list[Document]:
    """The documents of a case that the reader may read."""
    rows = work.find(Document, case_key=seen.case.key)
    return [
        row
        for row in rows
        if may_read_document(seen.sight, row) and not is_kept_back(work, seen.sight, seen.package, row)
    ]


def open_document(
    engine: Engine, work: Work, actor: Actor, document_key: int, language: str
) -> tuple[Document, bytes, Seen]:
    """A document with what stands in it, and its case. Raises NotVisible."""
    row = work.get(Document, document_key)
    seen = see_case(engine, work, actor, row.case_key if row else NO_CASE, language)
    if (
        row is None
        or not may_read_document(seen.sight, row)
        or is_kept_back(work, seen.sight, seen.package, row)
    ):
        raise NotVisible
    content = work.get(DocumentContent, document_key)
    if content is None:
        raise NotVisible
    return row, engine.case_file.unseal(work, row.case_key, content.sealed, content_place(row.key)), seen


def _views(
    engine: Engine, work: Work, actor: Actor, seen: Seen, rows: Sequence[Document]
) -> tuple[DocumentView, ...]:
    people = sorted({key for row in rows for key in (row.made_by, row.withdrawn_by) if key})
    names = {row.key: row.name for row in work.find(User, key=people)} if people else {}
    bodies = {row.institution_key for row in rows} | {
        int(key) for row in rows for key in row.signers.split(",") if key
    }
    offices = {row.key: row for row in work.find(Institution, key=sorted(bodies))} if bodies else {}
    copies: dict[int, list[int]] = {}
    for row in rows:
        if row.copy_of is not None and row.state != WITHDRAWN:
            copies.setdefault(row.copy_of, []).append(row.key)
    titles: dict[int, Text] = {}
    for row in reversed(rows):  # originals before their copies
        titles[row.key] = _title(engine, work, seen, row, titles)
    return tuple(
        _view(engine, work, actor, seen, row, titles[row.key], names, offices, tuple(copies.get(row.key, ())))
        for row in rows
    )


def _title(engine: Engine, work: Work, seen: Seen, row: Document, titles: dict[int, Text]) -> Text:
    if row.kind == ATTACHED:
        written = about_of(engine.case_file, work, row).title
        return Text(written) if written else titles.get(row.copy_of or 0, Text(""))
    wording = Wording(engine.versions.get(work, row.procedure_version_key), seen.wording.language)
    rules = wording.package.manifest.documents.get(row.kind)
    return wording.get(rules.text) if rules else Text(row.kind)


def _view(
    engine: Engine,
    work: Work,
    actor: Actor,
    seen: Seen,
    row: Document,
    title: Text,
    names: dict[int, str],
    offices: dict[int, Institution],
    copies: tuple[int, ...],
) -> DocumentView:
    is_ours = row.institution_key == actor.institution_key
    about = about_of(engine.case_file, work, row) if row.state == WITHDRAWN and is_ours else About()
    codes = [code for code in CATEGORIES if code in {category for category, _ in held(row)}]
    person = seen.wording.get(f"{SHARED}person").text
    signers = [int(key) for key in row.signers.split(",") if key]
    state = "filed" if row.kind == ATTACHED and row.state == "made" else row.state
    return DocumentView(
        key=row.key,
        version=row.version,
        kind=row.kind,
        title=title,
        language=row.language,
        state=row.state,
        state_label=seen.wording.vocabulary("document_states", state),
        media_type=row.media_type,
        size=row.size,
        categories=tuple(seen.wording.vocabulary("categories", code) for code in codes),
        codes=tuple(codes),
        institution=badge_of(offices[row.institution_key], seen.wording.language),
        made_by=names.get(row.made_by, ""),
        made_at=row.made_at,
        copy_of=row.copy_of,
        signed_on=row.signed_on,
        signers=tuple(person if key == PERSON else offices[key].name for key in signers),
        copies=copies,
        withdrawn_by=names.get(row.withdrawn_by or 0),
        withdrawn_at=row.withdrawn_at,
        reason=about.reason,
        may_withdraw=is_ours and row.state != WITHDRAWN and not seen.sight.is_exceptional,
    )
