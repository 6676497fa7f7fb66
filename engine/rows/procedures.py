"""What was released, and models that somebody still draws."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows.row import Row


@dataclass(frozen=True, slots=True)
class ProcedureVersion(Row):
    """A released package: immutable, found by its content hash; instances are pinned to its key."""

    UNIQUE: ClassVar = (("content_hash",), ("procedure", "number"))

    key: int
    procedure: str
    version: str
    number: int
    canton: str
    content_hash: str
    valid_from: date
    deployed_at: datetime


@dataclass(frozen=True, slots=True)
class PackageArchive(Row):
    """The files of a released version, as a zip; `key` is the version's. Apart, for whoever looks for a version reads all of
    its procedure."""

    key: int
    content: bytes


@dataclass(frozen=True, slots=True)
class ModelDraft(Row):
    """A model that lacks only what its execution needs: kept with its to-do list until it is handed in completed."""

    UNIQUE: ClassVar = (("content_hash",),)

    key: int
    procedure: str
    content_hash: str
    archive: bytes
    todo: bytes
    created_at: datetime
    created_by: int
