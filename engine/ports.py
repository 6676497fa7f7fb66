"""What the engine needs from outside: the case file, and who may do what. Implemented in cases/."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.store import Ask, Work
from forms import Choice

Path = tuple[str, ...]


SYSTEM = "system"
"""The role of what acts with a key of its own."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user of an institution."""

    user_key: int
    institution_key: int
    institution_type: str
    unit_key: int
    roles: frozenset[str]
    language: str = "de"

    @property
    def is_person(self) -> bool:
        """Whether it is somebody, and no system."""
        return SYSTEM not in self.roles


@dataclass(frozen=True, slots=True)
class Reference:
    """What was read: a record type in a version, never its values; its category and who it belongs to."""

    type: str
    number: int
    key: int
    category: str
    owners: frozenset[str] = frozenset()


def owners_of_all(references: Sequence[Reference]) -> frozenset[str]:
    """Who owns every one of these: what follows from them belongs to nobody else. Empty where nobody owns all."""
    owned = [reference.owners for reference in references if reference.owners]
    return frozenset.intersection(*owned) if owned else frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """The `case` context of an evaluation and the references to what it was made of."""

    values: Mapping[str, Any]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A value on its way into a record. It belongs to the institutions that hold `roles` in the case,
    or to `owners` (keys of institutions) where they are given.
    """

    type: str
    field: str
    value: Any
    category: str
    roles: tuple[str, ...]
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: events to log (kind and codes) and the keys of the record rows. `admits`: somebody may be heard in the
    case from now on who was not before.
    """

    events: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    keys: tuple[int, ...] = field(default=())
    admits: bool = False


class CaseFile(Protocol):
    """The records of a case, as the engine reads and writes them."""

    def read(self, work: Work, case_key: int, paths: frozenset[Path], now: datetime) -> Reading:
        """The `case` values that the paths name; decrypts nothing else. `case.<type>.every` lists the fields of each time
        that something of a type was put on record, the oldest first.
        """

    def write(
        self,
        work: Work,
        case_key: int,
        entries: Sequence[Entry],
        actor: Actor | None,
        now: datetime,
        task_key: int | None,
        parameters: Mapping[str, Any],
    ) -> Written:
        """Put values into records; consents and grants follow in the same transaction. Raises Unwritable."""

    def end_earlier(self, work: Work, case_key: int, types: Sequence[str], now: datetime) -> Written:
        """Consents among these record types end: the person has decided anew, even if that could not be recorded."""

    def choices(self, work: Work, case_key: int, source: str, actor: Actor) -> Sequence[Choice]:
        """What a form field may choose from, for example `users:RAV`: those of the case's own participants."""

    def seal(self, work: Work, case_key: int, content: bytes, place: str) -> bytes:
        """Encrypt under the case's key; `place` binds the text to where it is kept."""

    def unseal(self, work: Work, case_key: int, sealed: bytes, place: str) -> bytes:
        """What `seal` was given, for the same place."""

    def fingerprint(self, digest: str) -> str:
        """A digest of what somebody sent, keyed: without the key nobody finds out by trying what it was."""

    def asks(self, case_key: int, paths: frozenset[Path] = frozenset()) -> Sequence[Ask]:
        """What most steps of a case read of its file, for Work.ahead, and what these paths name."""

    def realm(self, work: Work, case_key: int) -> int:
        """Whose case it is: the key of the institution that opened it. Only cases of one realm hear each other."""

    def close(
        self, work: Work, case_key: int, outcome: str, now: datetime, retention: Mapping[str, str]
    ) -> None:
        """The case has ended with an outcome; `retention` is what its package says of how long things are kept."""


class Sight(Protocol):
    """What an actor sees of a case (cases/access.py)."""

    @property
    def roles(self) -> frozenset[str]:
        """The roles in which the actor sees it."""

    @property
    def is_exceptional(self) -> bool:
        """Whether the actor only looks."""

    def readable(self, reading: Reading) -> frozenset[str]:
        """The types among what was read of which every record is open to the actor."""


NO_CASE = 0
"""The case of what does not exist. Access to it is asked for like that to any other: the answer must not come quicker."""


class Access(Protocol):
    """Who may see and do what. One decision for every route and page (cases/access.py)."""

    def see(self, work: Work, actor: Actor, case_key: int, now: datetime) -> Sight:
        """What the actor sees of a case, from its key alone. Raises NotVisible, after the same questions whether there is
        such a case or not."""

    def seat_of(self, sight: Sight, roles: Sequence[str]) -> tuple[str, ...]:
        """The roles among these that the actor may fill. Raises NotAllowed when there are none."""

    def stood_in_for(self, work: Work, actor: Actor, case_key: int, role: str, now: datetime) -> int | None:
        """The user whom the case names for this role, where that is somebody else than the actor."""

    def taken_for(self, work: Work, actor: Actor, case_key: int, roles: Sequence[str], now: datetime) -> int:
        """The user for whom the actor takes a task of these roles: themself, or who is away where they only stand in."""

    def shared_categories(
        self, work: Work, case_key: int, roles: Sequence[str], now: datetime
    ) -> frozenset[str] | None:
        """The categories that every institution behind these roles may read; None where only one stands behind them."""


class Openings(Protocol):
    """How a case begins by itself, because another one has thrown what begins it."""

    def begin(
        self,
        engine: Any,
        work: Work,
        thrower: int,
        procedure: str,
        start_event: str,
        variables: Mapping[str, Any],
    ) -> int:
        """The key of the new case: it belongs to the office that opened the throwing one.

        Raises ProcessFailure where its model can't go on, CommandError or NotVisible where it can't begin.
        """


@dataclass(frozen=True, slots=True)
class HandedJob:
    """A job in the hands of a handler: the variables it sees, as JSON, and the headers of its model.

    `key` makes it recognisable: who was interrupted gets it again, and must not do twice what can't be done twice.
    """

    key: int
    type: str
    variables: Mapping[str, Any]
    headers: Mapping[str, str]


class BpmnError(Exception):
    """A job ends with an error that the model catches."""

    def __init__(self, code: str, variables: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.variables = dict(variables or {})


class JobHandler(Protocol):
    """Does the jobs of a type in this process, outside any transaction, at least once: within seconds, for timers wait."""

    def __call__(self, job: HandedJob) -> Mapping[str, Any]:
        """The job's results as variables. Raises BpmnError; whatever else it raises is a failure, and is tried again."""


class Unwritable(Exception):
    """An answer can't be put on record as it is; `field` is the form's field at fault, `code` a text key."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class NotVisible(Exception):
    """There is nothing here for this actor: the same answer whether it exists or not (404)."""


class NotAllowed(Exception):
    """The actor sees it but may not do this (403)."""
