"""A whole Brücke behind HTTP: cast, deployed package, a clock that stands, users by token, a thread to any stage."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from adapters.database.store import DatabaseStore
from adapters.database.tables import metadata
from api.app import make_app
from api.bootstrap import Bruecke, wire
from api.cast import PASSWORD, add_cast
from api.settings import Settings
from cases.rows import Consent, User
from engine.clock import StoryClock
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_folder
from engine.rows import Gateway, Row, Task
from engine.store import Store
from tests.client import client_of
from tests.databases import lists_of

Response = httpx2.Response
Values = Mapping[str, Any]

START = datetime(2026, 2, 10, 11, tzinfo=UTC)
TODAY = "2026-02-10"
MASTER_KEY = bytes(range(32))
PACKAGE = Path("processes/wallis_tandem")
LOGINS = (
    "carla_smz",
    "lea_smz",
    "nora_smz",
    "anna_rav",
    "jean_rav",
    "karl_rav",
    "beat_iv",
    "ines_koo",
    "dario",
    "olga",
)

PERSON: dict[str, Any] = {
    "ahv_number": "756.9217.0769.85",
    "last_name": "Perren",
    "first_name": "Sara",
    "born_on": "2000-11-14",
    "sex": "FEMALE",
    "correspondence_language": "fr",
    "street": "Route de la Croix",
    "house_number": "7",
    "postcode": "1966",
    "town": "Ayent",
    "municipality_bfs": 6082,
}
REGISTRATION: dict[str, Any] = PERSON | {
    "registered_with": ["RAV", "SOCIAL"],
    "rav_registered_on": "2026-01-12",
    "social_registered_on": "2026-02-02",
    "exhausted": False,
    "social_assistance": True,
    "fit_for_labour_market": "YES",
}
CATEGORIES = ["MASTER", "WORK", "MEASURE", "FINANCE", "HEALTH", "FAMILY", "SOCIAL_ASSISTANCE"]
GOALS: dict[str, Any] = {"goal_1": "Ein Praktikum im Verkauf", "due_1": "2026-11-30"}
RESULT: dict[str, Any] = {
    "result": "INTEGRATED",
    "job_starts_on": "2026-03-16",
    "report": "Eine feste Stelle im Verkauf",
}
OTHER_RESULT: dict[str, Any] = {"result": "ENDED_BY_PERSON", "report": "Sucht lieber allein weiter"}
ANALYSIS: dict[str, Any] = {"problem_fields": ["FINANCE", "FAMILY"], "prioritising_difficult": True}

STAGES = (
    "fresh",
    "refused",
    "granted",
    "withdrawn",
    "question",
    "agreed",
    "accompanied",
    "integrated",
    "closed",
)
"""Before the authority; it was refused; granted; withdrawn; a question is open; agreement signed; a tandem accompanies
the person; the accompaniment has ended with work, and the case waits for the questions whether it lasts; the person has
ended the accompaniment, and the case is over.
"""


@cache
def package_files() -> dict[str, bytes]:
    """The files of the procedure of Valais."""
    return read_folder(PACKAGE)


@dataclass
class House:
    """Brücke behind a client that speaks for anybody of the cast."""

    bruecke: Bruecke
    clock: StoryClock
    app: FastAPI
    client: httpx2.Client
    users: dict[str, User]
    tokens: dict[str, str] = field(default_factory=dict)

    def call(self, login: str | None, method: str, path: str, **more: Any) -> Response:
        """One request as somebody of the cast, by token; None is nobody."""
        headers = dict(more.pop("headers", {}))
        if login is not None:
            headers["Authorization"] = f"Bearer {self.token(login)}"
        return self.client.request(method, path, headers=headers, **more)

    def get(self, login: str | None, path: str) -> Any:
        """What somebody reads; it has to be there for them."""
        answer = self.call(login, "GET", path)
        assert answer.status_code == 200, (login, path, answer.text)
        return answer.json()

    def post(self, login: str | None, path: str, body: Any = None, **more: Any) -> Any:
        """A change that has to succeed."""
        answer = self.call(login, "POST", path, json=body, **more)
        assert answer.status_code in {200, 201}, (login, path, answer.text)
        return answer.json()

    def token(self, login: str) -> str:
        """Somebody's secret for scripts."""
        if login not in self.tokens:
            body = {"login": login, "password": PASSWORD}
            self.tokens[login] = self.client.post("/api/tokens", json=body).json()["token"]
        return self.tokens[login]

    def rows(self, kind: type[Row], /, **equals: Any) -> list[Any]:
        """Rows as they are kept."""
        with self.bruecke.engine.store.reading() as work:
            return list(work.find(kind, **equals))

    def digest(self) -> str:
        """A digest of every row there is."""
        store = self.bruecke.engine.store
        assert isinstance(store, DatabaseStore)
        found = hashlib.sha256()
        with store.engine.connect() as connection:
            for table in metadata.sorted_tables:
                rows = connection.execute(table.select().order_by(table.c.key)).all()
                found.update(f"{table.name}{[tuple(row) for row in rows]!r}".encode())
        return found.hexdigest()

    # the thread over HTTP

    def open_case(self, login: str = "carla_smz") -> str:
        """A new case."""
        key: str = self.post(login, "/api/cases", {"procedure": "wallis_tandem"})["case"]
        return key

    def task(self, case: str, element: str | None = None) -> Task:
        """The open task of a case (of an element), else the last one."""
        tasks = [one for one in self.rows(Task, instance_key=int(case)) if element in {None, one.element}]
        found: Task = next((task for task in tasks if task.status == "open"), tasks[-1])
        return found

    def gateway(self, case: str) -> Gateway | None:
        """The open question of a case, else the last one."""
        gateways = self.rows(Gateway, instance_key=int(case))
        return next((row for row in gateways if row.status == "open"), gateways[-1] if gateways else None)

    def consent(self, case: str) -> Consent | None:
        """The last consent of a case."""
        found = self.rows(Consent, case_key=int(case))
        return found[-1] if found else None

    def complete(self, login: str, case: str, answers: Values, element: str | None = None) -> Any:
        """The open task (of an element) is completed, or signed for one seat."""
        task = self.task(case, element)
        body = {"answers": dict(answers), "version": task.version}
        return self.post(login, f"/api/tasks/{task.key}/completion", body)

    def decide(self, login: str, case: str, answer: str, reason: str | None = None) -> Any:
        """The open question is answered on the basis that is shown."""
        gateway = self.gateway(case)
        assert gateway is not None
        basis = self.get(login, f"/api/gateways/{gateway.key}")["basis"]
        body = {"answer": answer, "basis": basis, "reason": reason}
        return self.post(login, f"/api/gateways/{gateway.key}/decision", body)

    def consent_answers(self, recipients: list[str], **more: Any) -> dict[str, Any]:
        """A granted authority."""
        return {
            "explained_by": str(self.users["carla_smz"].key),
            "explained_on": TODAY,
            "language": "fr",
            "decision": "GRANTED",
            "recipients": recipients,
            "categories": CATEGORIES,
            "purpose": "ANALYSIS_AND_TANDEM",
            "form": "PAPER",
            "signed_on": TODAY,
            "document_reference": "SMZ 2026-0117 V",
        } | more

    def refusal(self) -> dict[str, Any]:
        """A refused authority."""
        kept = ("explained_by", "explained_on", "language")
        return {key: self.consent_answers([])[key] for key in kept} | {"decision": "REFUSED"}

    def agreement(self, **more: Any) -> dict[str, Any]:
        """A signed agreement to take part."""
        more = {"categories": ["MASTER", "MEASURE"], "purpose": "TANDEM_SUPPORT"} | more
        return self.consent_answers(["COORDINATION"], **more)

    def assignment(self) -> dict[str, Any]:
        """Anna and Carla accompany the person."""
        return {
            "rav_adviser": str(self.users["anna_rav"].key),
            "social_worker": str(self.users["carla_smz"].key),
            "starts_on": "2026-03-03",
            "capacity_checked": True,
        }

    def case_at(self, stage: str, registration: Values = REGISTRATION) -> str:
        """A new case of Carla's, driven to a stage."""
        case = self.open_case()
        self.complete("carla_smz", case, registration)
        if stage == "fresh":
            return case
        if stage == "refused":
            self.complete("carla_smz", case, self.refusal())
            return case
        self.complete("carla_smz", case, self.consent_answers(["RAV"]))
        if stage == "granted":
            return case
        if stage == "withdrawn":
            consent = self.consent(case)
            assert consent is not None
            self.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
            return case
        for login in ("carla_smz", "anna_rav"):
            self.complete(login, case, ANALYSIS)
        if stage == "question":
            return case
        for login in ("carla_smz", "anna_rav"):
            self.decide(login, case, "yes")
        self.complete("carla_smz", case, self.agreement())
        if stage == "agreed":
            return case
        self.complete("ines_koo", case, self.assignment())
        self.accompany(case)
        if stage == "accompanied":
            return case
        if stage == "integrated":
            self.integrate(case)
            return case
        assert stage == "closed"
        self.end(case)
        return case

    def accompany(self, case: str) -> None:
        """The tandem has set goals: the accompaniment begins."""
        for login in ("carla_smz", "anna_rav"):
            self.complete(login, case, GOALS)

    def integrate(self, case: str) -> None:
        """The accompaniment ends with work; the case goes on until nobody has to ask any more whether it lasts."""
        self.end(case, RESULT)

    def end(self, case: str, result: Values = OTHER_RESULT) -> None:
        """The accompaniment ends, and the case with it unless work was found."""
        self.complete("anna_rav", case, {"way": "END"}, "choose_next_step")
        for login in ("carla_smz", "anna_rav"):
            self.complete(login, case, result)


def build(store: Store, files: Values | None = None, **settings: Any) -> House:
    """The house over an empty database: cast, package (of these files), nobody signed in."""
    clock = StoryClock(START)
    chosen = Settings(fast_passwords=True, processes=PACKAGE.parent, **settings)
    bruecke = wire(chosen, store, lists_of, MASTER_KEY, clock)
    with store.work() as work:
        users = add_cast(work, bruecke.engine.keys, bruecke.passwords)
    deploy_package(bruecke.engine, files or package_files())
    app = make_app(bruecke)
    return House(bruecke, clock, app, client_of(app), users)
