"""What an instance has thrown begins the cases that it begins: each by an errand of its own, once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine.engine import Engine
from engine.errors import CommandError, ProcessFailure
from engine.keeping import digest_of, dumped
from engine.ports import NotVisible
from engine.rows import AT_ONCE, Dispatch, StartWait
from engine.store import Work
from engine.transaction import note_failure, repeated

ERRAND = "begin:"
"""In place of a digest: this dispatch begins one case."""


def errands(
    engine: Engine, work: Work, dispatch: Dispatch, name: str, variables: Mapping[str, Any]
) -> Iterator[Dispatch]:
    """The rows that begin what a message (one case) or signal (of every model) begins."""
    digest = digest_of(engine.case_file, name, None)
    found = sorted(work.find(StartWait, kind=dispatch.kind, digest=digest), key=lambda start: start.key)
    for start in found[:1] if dispatch.kind == "message" else found:
        key = engine.keys()
        content = dumped({"procedure": start.procedure, "start_event": start.element, "variables": variables})
        sealed = engine.case_file.seal(work, dispatch.instance_key, content, f"dispatch:{key}")
        yield replace(
            dispatch, key=key, digest=ERRAND, sealed=sealed, sent_at=None, reached=0, due_at=AT_ONCE
        )


def begin_case(engine: Engine, errand: Dispatch) -> None:
    """Begin the case of an errand. What can't begin is an incident of the case that has thrown."""

    def begin(work: Work) -> None:
        row = work.get(Dispatch, errand.key)
        if row is None or row.sent_at is not None:
            return
        place = f"dispatch:{row.key}"
        content = engine.case_file.unseal(work, row.instance_key, row.sealed, place)
        said = json.loads(content, parse_float=Decimal)
        key = engine.openings.begin(
            engine, work, row.instance_key, said["procedure"], said["start_event"], said["variables"]
        )
        work.replace(replace(row, sent_at=engine.clock.now(), reached=key, due_at=None))

    try:
        repeated(engine, begin)
        engine.bell.set()
    except (ProcessFailure, CommandError, NotVisible) as error:
        repeated(engine, lambda work: give_up(engine, work, errand.key))
        told = f"What has been thrown here begins a case, but it could not begin: {error}"
        note_failure(engine, errand.instance_key, ProcessFailure(None, "not-startable", told))


def give_up(engine: Engine, work: Work, key: int) -> None:
    """Nothing more comes of what was thrown."""
    row = work.get(Dispatch, key)
    if row is not None and row.sent_at is None:
        work.replace(replace(row, sent_at=engine.clock.now(), due_at=None))
