"""An instance inside one unit of work: what happens is noted, values go on record, rows wait until it settles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.bpmn.model import Element, Flow
from engine.bpmn.run import Run
from engine.chain import Happening
from engine.engine import Engine
from engine.errors import ProcessFailure
from engine.packages.package import Package
from engine.ports import Actor, Entry, NotVisible, Sight
from engine.proposals import Proposal, propose
from engine.rows import Instance, Row, Seat
from engine.store import Work


class Unit:
    """One instance with its package, who acts, and what is not written yet."""

    run: Run

    def __init__(
        self, engine: Engine, work: Work, instance: Instance, package: Package, actor: Actor | None
    ) -> None:
        self.engine = engine
        self.work = work
        self.instance = instance
        self.package = package
        self.actor = actor
        self.now = engine.clock.now()
        self.happenings: list[Happening] = []
        self.rows: list[Row] = []
        self.records_changed = False
        self.answers: dict[int, Flow] = {}  # by token: what people answered, until it takes the flow
        self.rings = False
        self.admits = False  # whether somebody may be heard from now on who was not before
        self.opened_tasks: set[int] = set()
        self.happened: tuple[str, ...] = ()
        self.late: ProcessFailure | None = None  # why a timer that comes first could not
        self._sight: Sight | None = None

    @property
    def sight(self) -> Sight:
        """What the actor sees of the case, asked for once. Raises NotVisible."""
        if self._sight is None:
            if self.actor is None:
                raise NotVisible
            self._sight = self.engine.access.see(self.work, self.actor, self.instance.key, self.now)
        return self._sight

    @sight.setter
    def sight(self, sight: Sight) -> None:
        self._sight = sight

    def log(self, kind: str, element: str | None = None, codes: Mapping[str, Any] | None = None) -> None:
        """Note what the actor did; it is chained and written when settling."""
        self.happenings.append(Happening(kind, element, dict(codes or {})))

    def log_by_itself(self, kind: str, element: str | None, codes: Mapping[str, Any]) -> None:
        """Note what the procedure did by itself: the event names nobody."""
        self.happenings.append(Happening(kind, element, dict(codes), by_itself=True))

    def write(self, entries: list[Entry], task_key: int | None) -> tuple[int, ...]:
        """Put values on record; what that means (consents, grants) is logged too. Keys of the record rows."""
        written = self.engine.case_file.write(
            self.work, self.instance.key, entries, self.actor, self.now, task_key, self.package.parameters
        )
        self.records_changed = True
        self.admits = self.admits or written.admits
        for kind, codes in written.events:
            self.log(kind, None, codes)
        return written.keys

    def end_earlier(self, types: list[str]) -> None:
        """Consents among these record types end; logged like a withdrawal."""
        for kind, codes in self.engine.case_file.end_earlier(
            self.work, self.instance.key, types, self.now
        ).events:
            self.log(kind, None, codes)

    def propose(self, element: Element) -> Proposal:
        """What a gateway proposes now."""
        return propose(self.package, self.engine.case_file, self.work, self.instance.key, element, self.now)

    def seat(self, subject_key: int, subject: str, roles: Iterable[str]) -> None:
        """An open seat of a task or gateway for each role."""
        self.rows.extend(
            Seat(
                key=self.engine.keys(),
                instance_key=self.instance.key,
                subject_key=subject_key,
                subject=subject,
                role=role,
                is_open=True,
                filled_by=None,
                filled_at=None,
                filled_version=None,
                answer=None,
                basis_digest=None,
                reason_key=None,
            )
            for role in roles
        )

    def close_seats(self, subject_key: int) -> None:
        """The task or gateway is done: its seats leave the worklists."""
        for seat in self.work.find(Seat, subject_key=subject_key):
            self.work.replace(replace(seat, is_open=False))
