"""The procedure of Basel-Landschaft over HTTP: Nadia's case, opened by Ruth, driven to the handover to the IV."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cases.rows import Consent
from engine.clock import local_day
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_folder
from engine.rows import Event, Task
from tests.api.house import House, Response

PACKAGE = Path("processes/basel_landschaft")
RUTH, FELIX, IRENE = "ruth_rav_bl", "felix_fs_bl", "irene_iv_bl"
STRANGERS = ("anna_rav", "beat_iv", "klara_koo_lu", "dario", "olga")

PERSON: dict[str, Any] = {
    "ahv_number": "756.1000.0000.16",
    "last_name": "Thommen",
    "first_name": "Nadia",
    "born_on": "1984-05-17",
    "correspondence_language": "de",
    "street": "Rheinstrasse",
    "postcode": "4410",
    "town": "Liestal",
    "municipality_bfs": 2829,
}
REACH = ["MASTER", "WORK", "HEALTH"]
PURPOSE = "Prüfung-ZUSTÄNDIGKEIT"
STAGES = ("coordinating", "offered", "returned", "accepted", "lapsed", "handed_over")
"""The handover is coordinated; it waits for an answer; the IV has returned it; has accepted it; the consent was taken back
meanwhile; the person is handed over."""


@cache
def basel_files() -> dict[str, bytes]:
    """The files of the procedure."""
    return read_folder(PACKAGE)


class Basel:
    """A house in which Basel-Landschaft works too."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.today = local_day(house.clock.now()).isoformat()
        deploy_package(house.bruecke.engine, basel_files())
        for login in (RUTH, FELIX, IRENE, *STRANGERS):
            house.token(login)  # getting one writes a row, which some tests look for

    def complete(self, login: str, case: str, element: str, answers: Mapping[str, Any]) -> Response:
        """A task is to be completed; the answer may be a refusal."""
        tasks = self.house.rows(Task, instance_key=int(case), status="open", element=element)
        assert tasks, (element, self.open_tasks(case))
        body = {"answers": dict(answers), "version": tasks[0].version}
        return self.house.call(login, "POST", f"/api/tasks/{tasks[0].key}/completion", json=body)

    def done(self, login: str, case: str, element: str, answers: Mapping[str, Any]) -> None:
        """A task is completed."""
        answer = self.complete(login, case, element, answers)
        assert answer.status_code == 200, (login, element, answer.text)

    def open_tasks(self, case: str) -> list[str]:
        """What is open in a case."""
        return sorted(row.element for row in self.house.rows(Task, instance_key=int(case), status="open"))

    def offering(self, to: tuple[str, ...] = ("RAV", "COORDINATION", "IV"), reach: list[str] = REACH) -> str:
        """A new case in which the Fachstelle coordinates a handover; its consent reaches these."""
        case: str = self.house.post(RUTH, "/api/cases", {"procedure": "basel_landschaft"})["case"]
        self.to_scope(case, to, reach)
        self.done(FELIX, case, "define_scope", {"external_needed": "NO"})
        told = {"assessed_on": self.today, "placeable": "NO"}
        told |= {"work_capacity": 20, "limitations": "Grenzen-GESUNDHEIT"}
        self.done(FELIX, case, "assess_capacity", told)
        self.done(FELIX, case, "coordinate_offers", {"plan": "NO", "iv_involvement": "NONE"})
        self.done(FELIX, case, "clarify_competence", {"competent": "IV"})
        return case

    def to_scope(
        self, case: str, to: tuple[str, ...] = ("RAV", "COORDINATION", "IV"), reach: list[str] = REACH
    ) -> None:
        """A new case goes on to what the assessment takes."""
        triage = {"health_problem": ["PHYSICAL"], "assessment_needed": "YES"}
        self.done(RUTH, case, "triage", PERSON | triage)
        talk = {"explained_by": str(self.house.users[RUTH].key), "purpose": "IIZ_COORDINATION"}
        days = {"explained_on": self.today, "signed_on": self.today}
        consent = self.house.consent_answers(list(to), **talk | days, language="de", categories=reach)
        self.done(RUTH, case, "data_exchange_consent", consent)
        self.done(RUTH, case, "assign", {"assigned_on": self.today, "question": "Frage-ERWERB"})
        self.done(FELIX, case, "take_over", {"taken_on": self.today})

    def fields(self, login: str, case: str) -> list[dict[str, str]]:
        """All that somebody may send to the IV."""
        to = self.house.users[IRENE].institution_key
        options = self.house.get(login, f"/api/cases/{case}/packets/options?to={to}")
        return [{"record": one["record"], "field": one["field"]} for one in options["fields"] if one["ways"]]

    def offer(self, case: str, login: str = FELIX, **more: Any) -> Response:
        """The case is offered to the IV with all that may go there."""
        to = str(self.house.users[IRENE].institution_key)
        body = {"kind": "iv", "to": to, "basis": "CONSENT", "purpose": PURPOSE}
        headers = more.pop("headers", {})
        if "fields" not in more:
            body["fields"] = self.fields(FELIX, case)  # type: ignore[assignment]
        return self.house.call(
            login, "POST", f"/api/cases/{case}/handovers", json=body | more, headers=headers
        )

    def offered(self, case: str | None = None) -> Any:
        """A handover that waits for an answer, and the case that waits for it: {handover, case, packet, version}."""
        case = case or self.offering()
        answer = self.offer(case)
        assert answer.status_code == 201, answer.text
        self.done(FELIX, case, "coordinate_handover", {"way": "OFFERED"})
        return answer.json()

    def act(self, login: str, told: Any, what: str, **more: Any) -> Response:
        """Somebody accepts (acceptance), returns (return) or takes back (withdrawal)."""
        headers = more.pop("headers", {})
        body = {"version": told["version"]} | more
        path = f"/api/handovers/{told['handover']}/{what}"
        return self.house.call(login, "POST", path, json=body, headers=headers)

    def case_at(self, stage: str) -> str:
        """A new case, driven to a stage."""
        case = self.offering()
        if stage == "coordinating":
            return case
        told = self.offered(case)
        if stage == "returned":
            self.act(IRENE, told, "return", reason="Nicht zuständig")
        if stage in {"accepted", "handed_over"}:
            self.act(IRENE, told, "acceptance")
        if stage == "lapsed":
            self.withdraw_consent(case)
        if stage == "handed_over":
            answers = {"reason": "HANDED_TO_IV", "deregistered_on": self.today, "phase": "ASSESSMENT"}
            self.done(RUTH, case, "record_deregistration", answers)
        return case

    def withdraw_consent(self, case: str) -> None:
        """The person takes the consent back."""
        key = max(row.key for row in self.house.rows(Consent, case_key=int(case)))
        self.house.post(RUTH, f"/api/consents/{key}/withdrawal")

    def events(self, case: str) -> list[str]:
        """What has happened with handovers of a case."""
        rows = self.house.rows(Event, instance_key=int(case))
        return [row.kind for row in rows if row.kind.startswith("HANDOVER_")]


@pytest.fixture(scope="module")
def basel(house: House) -> Basel:
    """Basel-Landschaft in the house of the test's file, on each database."""
    return Basel(house)
