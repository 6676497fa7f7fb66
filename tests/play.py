"""The cast at work on the commands themselves, without HTTP: a house over any store, with a clock of the test's."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from api.bootstrap import Bruecke, wire
from api.cast import add_cast
from api.settings import Settings
from cases.commands.start_case import Opening, start_case
from cases.identity import identity_of
from engine.clock import StoryClock
from engine.commands.complete_task import complete_task
from engine.commands.deploy_package import Deployed, deploy_package
from engine.packages.archive import read_folder
from engine.ports import Actor
from engine.rows import Gateway, Instance, Task
from engine.store import Store
from tests.databases import lists_of

PROCESSES = Path(__file__).parents[1] / "processes"
WALLIS = read_folder(PROCESSES / "wallis_tandem")
DAY = date(2026, 2, 10)


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
