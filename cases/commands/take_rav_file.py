"""A file of a RAV is taken: each good line waits for a person, is known already, or is too late; nothing is done twice.

The same file gets the same answer. A line is known by whom it is about and its reference day; what would tell the same again
is noted only, and what is newer takes the place of what still waits.
"""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson

from cases.rav import (
    CANCEL,
    LATE,
    NOTED,
    QUARANTINED,
    REPLACED,
    TAKEN,
    WAITING,
    WITHDRAWN,
    Fault,
    Line,
    ReadFile,
    answers_of,
    kind_of,
    opening_of,
)
from cases.rav_lines import close_line, said_by, seal_line
from cases.rows import Institution, RavFile, RavLine
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import Json
from engine.keeping import digest_of
from engine.store import Work
from engine.transaction import repeated

_AT_ONCE = 400
_OVER = frozenset({WITHDRAWN, LATE})
"""What does not stand (any more)."""


def take_rav_file(
    engine: Engine, vault: Vault, rav: Institution, file: ReadFile, way: str, sender: int | None
) -> Json:
    """Take a file for a RAV, or keep it in quarantine. Answer: {file, status}; what became of it is read from there."""

    def body(work: Work) -> Json:
        for known in work.find(RavFile, institution_key=rav.key, identity=file.identity):
            return {"file": str(known.key), "status": known.status}
        now, key = engine.clock.now(), engine.keys()
        row = RavFile(
            key=key,
            institution_key=rav.key,
            sender=sender,
            way=way,
            name=file.name,
            identity=file.identity,
            status=QUARANTINED if file.fault else TAKEN,
            fault=file.fault,
            content=b"",
            lines=0,
            waiting=0,
            known=0,
            late=0,
            withdrawn=0,
            faults="[]",
            received_at=now,
            decided_by=None,
            decided_at=None,
            version=1,
        )
        if file.fault:
            vault.create(work, key, now)
            row = replace(row, content=vault.seal(work, key, file.content, content_place(key)))
        else:
            row = apply_file(engine, vault, work, rav, row, file)
        work.add(row)
        return {"file": str(key), "status": row.status}

    answer = repeated(engine, body)
    engine.bell.set()
    return answer


def content_place(key: int) -> str:
    """What binds a sealed file to its row."""
    return f"rav-file:{key}"


def apply_file(
    engine: Engine, vault: Vault, work: Work, rav: Institution, row: RavFile, file: ReadFile
) -> RavFile:
    """Every line of a file, in its order; the row with what became of them."""
    lines = _Lines(engine, vault, work, rav, row)
    lines.look_up([line.values["avamPersonNr"] for line in file.lines])
    for line in file.lines:
        lines.take(line)
    told = sorted({(f.number, f.column, f.code) for f in (*file.faults, *lines.faults)})
    counts = lines.counts
    return replace(
        row,
        lines=len(file.lines) + len({fault.number for fault in file.faults}),
        waiting=counts[WAITING],
        known=counts[NOTED],
        late=counts[LATE],
        withdrawn=counts[WITHDRAWN],
        faults=orjson.dumps(told).decode(),
    )


class _Lines:
    """The lines of a RAV, as they stand while a file is applied."""

    def __init__(self, engine: Engine, vault: Vault, work: Work, rav: Institution, row: RavFile) -> None:
        self._engine, self._vault, self._work, self._rav, self._row = engine, vault, work, rav, row
        self._now: datetime = engine.clock.now()
        self._by_person: dict[str, dict[int, RavLine]] = {}
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def look_up(self, numbers: Collection[str]) -> None:
        """What is known already of these persons."""
        digests = sorted({self._person(number) for number in numbers})
        self._by_person = {digest: {} for digest in digests}
        for start in range(0, len(digests), _AT_ONCE):
            wanted = digests[start : start + _AT_ONCE]
            for known in self._work.find(RavLine, institution_key=self._rav.key, person_digest=wanted):
                self._by_person[known.person_digest][known.key] = known

    def take(self, line: Line) -> None:
        """What becomes of one line."""
        values = line.values
        person, day = self._person(values["avamPersonNr"]), date.fromisoformat(values["stichtag"])
        stands = [row for row in self._by_person[person].values() if row.status not in _OVER]
        that_day = [row for row in self._by_person[person].values() if row.day == day]
        if values["satzart"] == CANCEL:
            self._cancel(line, that_day)
            return
        content = self._digest(sorted(values.items()))
        if any(row.content_digest == content for row in that_day if row.status != WITHDRAWN):
            self.counts[NOTED] += 1  # the very same line: nothing new
            return
        if any(row.day == day for row in stands):
            self.faults.append(Fault(line.number, "stichtag", "day-taken"))
            return
        kind = kind_of(values)
        event = self._digest([kind, answers_of(kind, values) if kind else {}])
        status = WAITING
        if any(row.day > day for row in stands):
            status = LATE
        elif kind is None or any(row.event_digest == event for row in stands):
            status = NOTED
        else:
            self._replace_older([row for row in stands if row.status == WAITING and row.kind == kind])
        self.counts[status] += 1
        self._add(line, kind, person, day, content, event, status)

    def _cancel(self, line: Line, that_day: list[RavLine]) -> None:
        waiting = [row for row in that_day if row.status in (WAITING, NOTED)]
        for row in waiting:
            self._end(row, WITHDRAWN)
        if waiting:
            self.counts[WITHDRAWN] += 1
        elif any(row.status == WITHDRAWN for row in that_day):
            self.counts[NOTED] += 1
        else:
            code = "cancel-late" if any(row.status != LATE for row in that_day) else "cancel-unknown"
            self.faults.append(Fault(line.number, "satzart", code))

    def _replace_older(self, rows: list[RavLine]) -> None:
        for row in rows:
            self._end(row, REPLACED)

    def _end(self, row: RavLine, status: str) -> None:
        if row.status == WAITING:
            close_line(self._work, row.key, status, self._now)
        else:
            self._work.replace(replace(row, status=status, version=row.version + 1))
        ended = self._work.get(RavLine, row.key)
        assert ended is not None
        self._by_person[row.person_digest][row.key] = ended

    def _add(
        self, line: Line, kind: str | None, person: str, day: date, content: str, event: str, status: str
    ) -> None:
        key, values, sealed = self._engine.keys(), dict(line.values), b""
        if status == WAITING and kind is not None:
            if not self._rav.may_use_ahv:
                del values["ahvn13"]
            opening = opening_of(values)
            told = said_by(opening, answers_of(kind, values), opening, values["einwilligungRef"])
            sealed = seal_line(self._vault, self._work, key, told, self._now)
        row = RavLine(
            key=key,
            file_key=self._row.key,
            institution_key=self._rav.key,
            sender=self._row.sender,
            number=line.number,
            kind=kind,
            person_digest=person,
            day=day,
            content_digest=content,
            event_digest=event,
            status=status,
            case_key=None,
            sealed=sealed,
            received_at=self._now,
            settled_by=None,
            settled_at=None,
            version=1,
        )
        self._work.add(row)
        self._by_person[person][key] = row

    def _person(self, number: str) -> str:
        return self._digest(["avam", self._rav.key, number])

    def _digest(self, what: Any) -> str:
        plain = hashlib.sha256(
            orjson.dumps(what)
        ).hexdigest()  # a fingerprint looks at letters and figures only
        return digest_of(self._engine.case_file, "rav", plain)
