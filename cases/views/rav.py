"""What a RAV sees of what its systems have delivered: files in numbers and codes, lines that wait, and one line with the
running cases that it may be for, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from cases.access import WORKING_ROLES
from cases.lists import Lists
from cases.rav import DELIVERERS, KEEPERS, QUARANTINED, RELEASABLE, WAITING, Fault, require_rav
from cases.rav_lines import Match, Said, matches_of, own_line, said
from cases.records import Records
from cases.rows import Case, RavFile, RavLine, Record
from cases.sealing import Vault
from cases.views.seen import Shown, shown_in
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.store import Work


@dataclass(frozen=True, slots=True)
class LineView:
    """A line without what it says; `matches`: how many running cases that the reader sees it may be for."""

    row: RavLine
    file: str | None
    reference: str | None
    matches: int


@dataclass(frozen=True, slots=True)
class OneLine:
    """A line with what it says (None once it is settled) and the cases that it may be for."""

    row: RavLine
    file: str | None
    said: Said | None
    matches: list[Match]
    is_own: bool
    """Whether the reader delivered it by hand, and somebody else settles it."""
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file. `may_release`: whether taking it all the same is safe, once somebody else than its sender has looked."""

    row: RavFile
    faults: list[Fault]
    may_release: bool
    may_decide: bool


def faults_of(row: RavFile) -> list[Fault]:
    """The lines of a file that were not taken."""
    return [Fault(*fault) for fault in orjson.loads(row.faults)]


def view_files(
    work: Work, lists: Lists, actor: Actor, status: str, before: int | None, limit: int
) -> list[FileView]:
    """Files of the actor's RAV. Raises NotAllowed."""
    require_rav(work, actor, DELIVERERS)
    rows = lists.rav_files(actor.institution_key, status, before=before, limit=limit)
    return [_file(row, actor) for row in rows]


def view_file(work: Work, actor: Actor, file_key: int) -> FileView:
    """A file of the actor's RAV. Raises NotAllowed, NotVisible."""
    require_rav(work, actor, DELIVERERS)
    found = work.find(RavFile, key=file_key, institution_key=actor.institution_key)
    if not found:
        raise NotVisible
    return _file(found[0], actor)


def _file(row: RavFile, actor: Actor) -> FileView:
    is_open = row.status == QUARANTINED and bool(actor.roles & KEEPERS)
    may_release = is_open and row.fault in RELEASABLE and row.sender != actor.user_key
    return FileView(row, faults_of(row), may_release, is_open)


def view_lines(
    engine: Engine,
    vault: Vault,
    records: Records,
    work: Work,
    lists: Lists,
    actor: Actor,
    status: str,
    kind: str | None,
    file_key: int | None,
    before: int | None,
    limit: int,
) -> list[LineView]:
    """Lines of the actor's RAV, for people who work on cases. Raises NotAllowed."""
    require_rav(work, actor, WORKING_ROLES)
    rows = lists.rav_lines(
        actor.institution_key, status, kind=kind, file_key=file_key, before=before, limit=limit
    )
    matches: Mapping[int, list[Match]] = {}
    if status == WAITING:
        found = {row.key: said(vault, work, row) for row in rows}
        matches = matches_of(engine, records, work, actor, found)
    names = _names(work, [row.file_key for row in rows])
    cases = {row.case_key for row in rows if row.case_key}
    references = {case.key: case.reference for case in work.find(Case, key=sorted(cases))} if cases else {}
    return [
        LineView(
            row, names.get(row.file_key), references.get(row.case_key or 0), len(matches.get(row.key, ()))
        )
        for row in rows
    ]


def _names(work: Work, keys: list[int]) -> dict[int, str]:
    wanted = sorted(set(keys) - {0})
    return {row.key: row.name for row in work.find(RavFile, key=wanted)} if wanted else {}


def view_line(engine: Engine, vault: Vault, records: Records, work: Work, actor: Actor, key: int) -> OneLine:
    """One line. Raises NotAllowed, NotVisible."""
    row = own_line(work, actor, key)
    name = _names(work, [row.file_key]).get(row.file_key)
    case = work.get(Case, row.case_key) if row.case_key else None
    if row.status != WAITING:
        return OneLine(row, name, None, [], is_own=False, reference=case.reference if case else None)
    told = said(vault, work, row)
    found = matches_of(engine, records, work, actor, {row.key: told})[row.key]
    return OneLine(row, name, told, found, row.sender == actor.user_key)


def shown_of(work: Work, match: Match) -> Shown:
    """What a reader is shown of a case beside a line: who its person is."""
    rows = work.find(Record, case_key=match.case.key, type="person", replaced_at=None)
    return shown_in(row for row in rows if match.sight.may_read(row.category, row.owners))
