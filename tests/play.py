"""The cast at work on the commands themselves, without HTTP: a house over any store, with a clock of the test's."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import Bruecke, wire
from api.cast import add_cast
from api.routes.cases import viewer_of
from api.settings import Settings
from cases.commands.start_case import Opening, start_case
from cases.identity import identity_of
from cases.views.gateway import view_gateway
from cases.views.resting import without_work
from cases.views.task import TaskView, view_task
from engine.clock import StoryClock
from engine.commands.complete_task import complete_task
from engine.commands.decide_gateway import decide_gateway
from engine.commands.deploy_package import Deployed, deploy_package
from engine.commands.save_draft import save_draft
from engine.errors import AnswersRejected
from engine.packages.archive import content_hash, read_folder, write_zip
from engine.ports import Actor
from engine.rows import Gateway, Instance, PackageArchive, ProcedureVersion, Task
from engine.store import Store
from forms import AnswerFault
from tests.databases import lists_of

PROCESSES = Path(__file__).parents[1] / "processes"
WALLIS = read_folder(PROCESSES / "wallis_tandem")
DAY = date(2026, 2, 10)


def clarifying_nothing() -> dict[str, bytes]:
    """A later version of the package, without the task to find out how it goes on once the authority is withdrawn."""
    model = WALLIS["tandem.bpmn"].replace(
        b'list contains(["withdrawn", "expired"]', b'list contains(["expired"]'
    )
    manifest = re.sub(rb"(?m)^version: .*$", b"version: 99.0.0", WALLIS["package.yaml"])
    assert model != WALLIS["tandem.bpmn"]
    return {**WALLIS, "tandem.bpmn": model, "package.yaml": manifest}


class Play:
    """A house with the cast."""

    def __init__(self, store: Store) -> None:
        self.clock = StoryClock(datetime(2026, 2, 10, 11, tzinfo=UTC))
        settings = Settings(processes=PROCESSES, fast_passwords=True)
        self.house: Bruecke = wire(settings, store, lists_of, b"0123456789abcdef0123456789abcdef", self.clock)
        self.engine = self.house.engine
        with self.engine.store.work() as work:
            self.users = add_cast(work, self.engine.keys, self.house.passwords)

    def deploy(self, files: Mapping[str, bytes] = WALLIS) -> Deployed:
        """Release a package."""
        return deploy_package(self.engine, files)

    def release_unchecked(self, files: Mapping[str, bytes], number: int = 1) -> None:
        """A version as it was released before today's checks, which never apply to it."""
        now, day = self.clock.now(), self.clock.now().date()
        with self.engine.store.work() as work:
            key, version = self.engine.keys(), f"0.9.{number - 1}"
            row = (
                key,
                "wallis_tandem",
                version,
                number,
                "VS",
                content_hash(files),
                day,
                now,
            )
            work.add(ProcedureVersion(*row), PackageArchive(key, write_zip(files)))

    def actor(self, login: str) -> Actor:
        """Somebody of the cast."""
        with self.engine.store.reading() as work:
            identity = identity_of(work, self.users[login].key)
        assert identity is not None
        return identity.actor()

    def start(self, login: str = "carla_smz") -> int:
        """A new case."""
        opening = Opening("wallis_tandem", {})
        return int(start_case(self.engine, self.house.vault, self.actor(login), opening)["case"])

    def task(self, case: int, element: str) -> Task:
        """The open task at an element."""
        with self.engine.store.reading() as work:
            return next(t for t in work.find(Task, instance_key=case, status="open") if t.element == element)

    def gateway(self, case: int, element: str) -> Gateway:
        """The open gateway at an element."""
        with self.engine.store.reading() as work:
            return next(
                g for g in work.find(Gateway, instance_key=case, status="open") if g.element == element
            )

    def instance(self, case: int) -> Instance:
        """The instance of a case."""
        with self.engine.store.reading() as work:
            found = work.get(Instance, case)
        assert found is not None
        return found

    def complete(self, case: int, element: str, login: str, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Complete or sign a task."""
        task = self.task(case, element)
        return complete_task(self.engine, self.actor(login), task.key, answers, task.version)

    def to_analysis(self) -> int:
        """A case whose authority is granted."""
        case = self.start()
        self.complete(case, "register_case", "carla_smz", REGISTRATION)
        self.complete(case, "data_exchange_consent", "carla_smz", self.consent("RAV"))
        return case

    def analysed(self, case: int, **answers: Any) -> None:
        """Both seats sign the analysis."""
        for login in ("carla_smz", "anna_rav"):
            self.complete(case, "joint_analysis", login, {**ANALYSIS, **answers})

    def decide(self, case: int, element: str, answer: str) -> None:
        """Both seats give this answer."""
        for login in ("carla_smz", "anna_rav"):
            gateway = self.gateway(case, element)
            with self.engine.store.reading() as work:
                actor = self.actor(login)
                records = self.house.case_file.records
                basis = view_gateway(self.engine, records, work, actor, gateway.key, "de").basis
            decide_gateway(self.engine, actor, gateway.key, answer, basis, None)

    def refused(
        self, case: int, element: str, login: str, answers: Mapping[str, Any]
    ) -> Sequence[AnswerFault]:
        """The faults with which answers are refused."""
        with pytest.raises(AnswersRejected) as rejected:
            self.complete(case, element, login, answers)
        return rejected.value.faults

    def refused_draft(self, task: Task, login: str, answers: Mapping[str, Any]) -> Sequence[AnswerFault]:
        """The faults with which a draft is refused."""
        with pytest.raises(AnswersRejected) as rejected:
            save_draft(self.engine, self.actor(login), task.key, answers, task.version)
        return rejected.value.faults

    def view(self, task: Task, login: str) -> TaskView:
        """A task as somebody sees it."""
        files = self.house.case_file
        with self.engine.store.reading() as work:
            return view_task(self.engine, files, files.records, work, self.actor(login), task.key, "de")

    def resting(self, login: str) -> list[int]:
        """The cases that somebody is told to rest."""
        actor = self.actor(login)
        with self.engine.store.reading() as work:
            lines = self.house.lists(work).resting(viewer_of(actor), self.clock.now())
            return [line.key for line in without_work(self.engine, work, actor, lines)]

    def registration(self, **more: Any) -> dict[str, Any]:
        """The answers of the intake."""
        return {**REGISTRATION, **more}

    def consent(self, recipient: str, decision: str = "GRANTED") -> dict[str, Any]:
        """The answers to a consent form."""
        talk = {
            "explained_by": str(self.users["carla_smz"].key),
            "explained_on": "2026-02-10",
            "language": "fr",
        }
        if decision == "REFUSED":
            return {**talk, "decision": decision}
        return {
            **talk,
            "decision": decision,
            "recipients": [recipient],
            "categories": ["MASTER", "WORK", "MEASURE", "FINANCE", "FAMILY", "HEALTH", "SOCIAL_ASSISTANCE"],
            "purpose": "TANDEM_SUPPORT" if recipient == "COORDINATION" else "ANALYSIS_AND_TANDEM",
            "form": "PAPER",
            "signed_on": "2026-02-10",
            "document_reference": "SMZ 12",
        }


REGISTRATION = {
    "last_name": "Perren",
    "first_name": "Sara",
    "born_on": "2000-11-09",
    "correspondence_language": "fr",
    "street": "Rue du Rhône",
    "house_number": "1",
    "postcode": "1950",
    "town": "Sion",
    "municipality_bfs": 6266,
    "registered_with": ["RAV", "SOCIAL"],
    "rav_registered_on": "2026-01-12",
    "social_registered_on": "2026-02-02",
    "exhausted": False,
    "social_assistance": True,
    "fit_for_labour_market": "YES",
}
ANALYSIS = {"problem_fields": ["FINANCE", "FAMILY"], "prioritising_difficult": True}
