"""A person looks at a file in quarantine, and releases it where that is safe, or discards it."""

from dataclasses import replace

from cases.commands.take_rav_file import apply_file, content_place
from cases.rav import (
    DISCARDED,
    KEEPERS,
    QUARANTINED,
    RELEASABLE,
    RELEASED,
    FileDecided,
    NotReleasable,
    OwnDelivery,
    RavGateway,
    require_rav,
)
from cases.rows import DataKey, Institution, RavFile
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import Json
from engine.ports import SYSTEM, Actor, NotAllowed, NotVisible
from engine.store import Work
from engine.transaction import Request, once


def release_rav_file(
    engine: Engine,
    vault: Vault,
    gateway: RavGateway,
    actor: Actor,
    file_key: int,
    request: Request | None = None,
) -> Json:
    """Take the lines all the same. Answer: {file, status}. Raises NotVisible, NotAllowed, FileDecided, NotReleasable,
    OwnDelivery (somebody else than who uploaded it has to look)."""

    def body(work: Work) -> Json:
        rav, row = _in_quarantine(work, actor, file_key)
        if row.fault not in RELEASABLE:
            raise NotReleasable
        if row.sender == actor.user_key:
            raise OwnDelivery
        content = vault.unseal(work, row.key, row.content, content_place(row.key))
        file = gateway.reread(row.name, content, rav.rav_code, row.fault)
        if file.fault:
            raise NotReleasable
        applied = apply_file(engine, vault, work, rav, row, file)
        return _decided(engine, work, actor, applied, RELEASED)

    return once(engine, actor, request, body)


def discard_rav_file(engine: Engine, actor: Actor, file_key: int, request: Request | None = None) -> Json:
    """Delete what it says; that it came stays. Answer: {file, status}. Raises NotVisible, NotAllowed, FileDecided."""

    def body(work: Work) -> Json:
        _, row = _in_quarantine(work, actor, file_key)
        return _decided(engine, work, actor, row, DISCARDED)

    return once(engine, actor, request, body)


def _in_quarantine(work: Work, actor: Actor, file_key: int) -> tuple[Institution, RavFile]:
    rav = require_rav(work, actor, KEEPERS)
    if SYSTEM in actor.roles:
        raise NotAllowed
    found = work.find(RavFile, key=file_key, institution_key=rav.key)
    if not found:
        raise NotVisible
    if found[0].status != QUARANTINED:
        raise FileDecided
    return rav, found[0]


def _decided(engine: Engine, work: Work, actor: Actor, row: RavFile, status: str) -> Json:
    work.remove(DataKey, row.key)
    work.replace(
        replace(
            row,
            status=status,
            content=b"",
            decided_by=actor.user_key,
            decided_at=engine.clock.now(),
            version=row.version + 1,
        )
    )
    return {"file": str(row.key), "status": status}
