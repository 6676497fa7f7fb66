"""What a story may expect: only what is written is compared."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.stories.words import Id, Scalar, Words


class GrantLine(Words):
    """Whom a consent lets see something. Without categories those are not compared."""

    to: str
    basis: Id
    categories: tuple[str, ...] | None = None


class Keeping(Words):
    """How it stands with the case after its end, to those who opened it: the first day on which it may be erased, what is in the way
    (null: nothing), what the archive said, what became of the last proposal."""

    erasable_from: date | None = None
    in_the_way: str | None = None
    archive: Literal["none", "not_offered", "offered", "taken", "not_taken"] | None = None
    proposal: Literal["proposed", "declined", "withdrawn", "done"] | None = None


class Certified(Words):
    """What the certificate of an erasure says: who proposed and decided it, what the archive said, how many rows of what kind went,
    and whether the chain of the case is whole."""

    proposed: Id | None = None
    decided: Id | None = None
    archive: Literal["taken", "not_taken", "no_archive"] | None = None
    rows: Mapping[Id, int] = {}
    whole: bool = True


class Called(Words):
    """A meeting: how long it is to last, and on which day those invited are reminded of it next (null: no more)."""

    minutes: int | None = None
    reminded_next: date | None = None


class Expect(Words):
    """What must be true now; only what is written is compared, lists as a whole.

    `open_gateways` wait for people, `waiting` for a fact; `decided` are answers of gateways, `records` are values
    as models read them (`target_group_check.target_group`, `data_exchange_consent.state`); `deadlines` are timers that
    run, with the day on whose first moment they are due, or null where none runs; `warned` are the hundredths of their time that
    were told last (0: none yet); `meetings` are the last ones called, by kind; `begun` is what the form of an open
    task holds before anybody completes it, by task, every answer of it; `erased` says whether all that an erasure takes is gone, or
    all is there; `retention` and `certificate` compare what they name.
    """

    verb = "expect"
    ended: str | None = None
    open_tasks: tuple[Id, ...] | None = None
    open_gateways: tuple[Id, ...] | None = None
    waiting: tuple[Id, ...] | None = None
    decided: Mapping[Id, str] = {}
    grants: tuple[GrantLine, ...] | None = None
    packets: Annotated[tuple[str, ...], Field(max_length=0)] | None = None
    sees: Mapping[Id, bool] = {}
    records: Mapping[str, Scalar | tuple[Scalar, ...]] = {}
    deadlines: Mapping[Id, date | None] = {}
    warned: Mapping[Id, int] = {}
    meetings: Mapping[Id, Called] = {}
    begun: Mapping[Id, Mapping[Id, Scalar | tuple[Scalar, ...]]] = {}
    erased: bool = False
    retention: Keeping = Keeping()
    certificate: Certified = Certified()
