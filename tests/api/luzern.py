"""The procedure of Luzern over HTTP: Peter's case, opened by Sonja, driven to any stage."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.variants import whole_folder
from cases.rows import Consent
from engine.commands.deploy_package import deploy_package
from engine.rows import Gateway, Task
from tests.api.house import CATEGORIES, TODAY, House, Response

PACKAGE = Path("processes/luzern_iiz")
OFFICES = {"RAV": "rita_rav_lu", "SOCIAL": "sonja_sd_lu", "IV": "ivo_iv_lu"}
SOON = timedelta(minutes=1)
COORDINATION = "klara_koo_lu"
GUEST = "paul_praxis"

PERSON: dict[str, Any] = {
    "ahv_number": "756.1234.5678.97",
    "last_name": "Muff",
    "first_name": "Peter",
    "born_on": "1999-08-03",
    "correspondence_language": "de",
    "street": "Baselstrasse",
    "postcode": "6003",
    "town": "Luzern",
    "municipality_bfs": 1061,
}
NEED: dict[str, Any] = {
    "registered_with": ["RAV", "SOCIAL", "IV"],
    "rav_registered_on": "2026-01-12",
    "social_registered_on": "2026-02-02",
    "iv_registered_on": "2026-01-20",
    "unemployed": True,
    "several_institutions": True,
    "complex_situation": False,
    "justification": "Begründung-GESUNDHEIT",
    "as_of": TODAY,
}
STAGES = (
    "fresh",
    "authority",
    "preparing",
    "released",
    "invited",
    "disinviting",
    "lapsed",
    "prepared",
    "planning",
    "signing",
    "dropped",
    "signed",
    "proposed",
    "managed",
    "judged",
    "replanned",
    "closing",
    "closed",
)
"""Before the authority; it is signed; everything is being prepared; the guest is released; invited; not released any more;
the authority is withdrawn; the meeting is prepared; the plan is worked on; it waits for signatures; it was dropped; it binds;
a case manager is asked, and has accepted; the training is judged; a new plan is wanted; the case is closed, and was.
"""


@cache
def luzern_files() -> dict[str, bytes]:
    """The files of the procedure of Luzern."""
    return whole_folder(PACKAGE)


class Luzern:
    """A house in which Luzern works too."""

    def __init__(self, house: House, files: Mapping[str, bytes] | None = None) -> None:
        self.house = house
        self.invitation: dict[str, Any] = {"invited_on": TODAY}
        deploy_package(house.bruecke.engine, files or luzern_files())
        for login in (*OFFICES.values(), COORDINATION, GUEST):
            house.token(login)  # getting one writes a row, which some tests look for

    def task(self, case: str, element: str) -> Task:
        """The open task at an element."""
        tasks = self.house.rows(Task, instance_key=int(case), status="open", element=element)
        assert tasks, (element, [task.element for task in self.house.rows(Task, instance_key=int(case))])
        found: Task = tasks[0]
        return found

    def attempt(
        self, login: str, case: str, element: str, answers: Mapping[str, Any], **more: Any
    ) -> Response:
        """A task is to be completed; the answer may be a refusal."""
        task = self.task(case, element)
        body = {"answers": dict(answers), "version": task.version}
        return self.house.call(login, "POST", f"/api/tasks/{task.key}/completion", json=body, **more)

    def complete(self, login: str, case: str, element: str, answers: Mapping[str, Any]) -> None:
        """A task is completed."""
        answer = self.attempt(login, case, element, answers)
        assert answer.status_code == 200, (login, element, answer.text)

    def consent(self, case: str, kind: str) -> str:
        """The key of the last decision of a type."""
        return str(max(row.key for row in self.house.rows(Consent, case_key=int(case), type=kind)))

    def withdraw(self, login: str, case: str, kind: str) -> None:
        """The person takes a consent back."""
        self.house.post(login, f"/api/consents/{self.consent(case, kind)}/withdrawal")

    def key_of(self, login: str) -> str:
        """A user as answers name them."""
        return str(self.house.users[login].key)

    def signed(self, login: str, recipients: list[str], purpose: str, **more: Any) -> dict[str, Any]:
        """A granted declaration of the person."""
        talk = {"explained_by": self.key_of(login), "purpose": purpose, "language": "de"}
        return self.house.consent_answers(recipients, **talk | more)

    def authority(self, **more: Any) -> dict[str, Any]:
        """A granted authority for everybody."""
        return self.signed("sonja_sd_lu", [*OFFICES, "COORDINATION"], "IIZ_COORDINATION", **more)

    def release(self, **more: Any) -> dict[str, Any]:
        """A granted release of the guest."""
        more = {"categories": ["MASTER", "WORK"]} | more
        return self.signed(COORDINATION, ["GUEST"], "MEETING_PARTICIPATION", **more)

    def referral(self, **more: Any) -> dict[str, Any]:
        """A registration with the coordination."""
        return {
            "urgency": "NORMAL",
            "question": "Frage-ERWERB",
            "involved_offices": list(OFFICES),
            "registered_on": TODAY,
        } | more

    def participants(self, **more: Any) -> dict[str, Any]:
        """A professional of each office, and the therapist."""
        return {
            "professional_rav": self.key_of("rita_rav_lu"),
            "professional_social": self.key_of("sonja_sd_lu"),
            "professional_iv": self.key_of("ivo_iv_lu"),
            "wanted": "YES",
            "guest": self.key_of(GUEST),
            "capacity": "Funktion-GESUNDHEIT",
        } | more

    def data(self, office: str) -> dict[str, Any]:
        """What an office provides: a word for each category, by which it is found again."""
        names = ("work", "measure", "finance", "social_assistance", "family", "health")
        return {"delivered": "YES"} | {f"{name}_summary": f"{office}-{name}" for name in names}

    def case_at(self, stage: str, reach: list[str] = CATEGORIES) -> str:
        """A new case of Sonja's, driven to a stage; its authority reaches these categories."""
        sonja, klara = "sonja_sd_lu", COORDINATION
        case: str = self.house.post(sonja, "/api/cases", {"procedure": "luzern_iiz"})["case"]
        self.complete(sonja, case, "check_eligibility", PERSON | NEED)
        self.complete(sonja, case, "inform_client", {"informed_on": TODAY, "leaflet_given": True})
        if stage == "fresh":
            return case
        self.complete(sonja, case, "data_exchange_consent", self.authority(categories=reach))
        if stage == "authority":
            return case
        self.complete(sonja, case, "register_case", self.referral())
        self.complete(klara, case, "check_registration", {"complete": "YES"})
        self.complete(klara, case, "determine_participants", self.participants())
        if stage == "preparing":
            return case
        for office, login in OFFICES.items():
            self.complete(login, case, f"provide_data_{office.lower()}", self.data(office))
        if stage == "lapsed":
            self.withdraw(sonja, case, "data_exchange_consent")
            return case
        self.complete(klara, case, "secrecy_release", self.release())
        if stage == "released":
            return case
        self.complete(klara, case, "invite_guest", {"invited_on": TODAY})
        if stage == "disinviting":
            self.withdraw(klara, case, "secrecy_release")
        if stage in {"invited", "disinviting"}:
            return case
        meeting = self.call_meeting(case, reach, soon=stage != "prepared")
        self.complete(klara, case, "invite", self.invitation)
        if stage != "prepared":
            self.hold(meeting)
            self._agree(stage, case)
        return case

    def hold(self, meeting: str) -> None:
        """A meeting that begins at once is held; everybody invited was there."""
        self.house.clock.advance(SOON)
        seen = self.house.get(COORDINATION, f"/api/meetings/{meeting}")
        there = [
            {"user": one["user"] or "0", "parts": one["parts"]}
            for one in seen["invitations"]
            if one["because"] is None
        ]
        body = {"version": seen["version"], "attended": there}
        self.house.post(COORDINATION, f"/api/meetings/{meeting}/attendance", body)

    def call_meeting(self, case: str, reach: list[str] = CATEGORIES, *, soon: bool = False) -> str:
        """The assessment meeting is called, in which is spoken of what the authority reaches."""
        topics = [category for category in reach if category != "MASTER"]
        body = {
            "kind": "assessment",
            "begins_at": (self.house.clock.now() + SOON).isoformat() if soon else "2026-03-05T14:00:00+01:00",
            "place": "Ort-STAMMDATEN",
            "topics": [topics, topics],
        }
        meeting: str = self.house.post(COORDINATION, f"/api/cases/{case}/meetings", body)["meeting"]
        return meeting

    def _agree(self, stage: str, case: str) -> None:
        """The meeting is held; the plan is put up for signature, dropped or signed."""
        klara = COORDINATION
        told = {
            "state_of_information": "Stand-ERWERB",
            "difficulties": "Lage-ERWERB",
            "resources": "Kraft-ERWERB",
        }
        self.complete(klara, case, "meet_among_professionals", {"held_on": TODAY, **told})
        heard = {"held_on": TODAY, "client_present": "YES", "feedback": "Stimme-ERWERB"}
        self.complete(klara, case, "meet_with_person", heard)
        self.complete(klara, case, "analyse_situation", {"analysis": "Analyse-ERWERB"})
        if stage == "planning":
            return
        self.put_up_plan(case)
        self.complete(klara, case, "develop_plan", {"drawn_up_on": TODAY})
        if stage == "dropped":
            self._with_plan(klara, case, "/drop")
        if stage in {"signing", "dropped"}:
            return
        self.sign_plan(case)
        self.manage(stage, case)

    def sign_plan(self, case: str) -> None:
        """Everybody signs the plan, and the person."""
        for login in (*OFFICES.values(), COORDINATION):
            self._with_plan(login, case, "/signature")
        self._with_plan(COORDINATION, case, "/signature", person_on=TODAY)

    def manage(self, stage: str, case: str) -> None:
        """Ivo is asked to manage the case and does; the training ends early, and the case is closed."""
        klara, ivo = COORDINATION, OFFICES["IV"]
        if stage == "signed":
            return
        self.complete(klara, case, "assign_case_management", {"case_manager": self.key_of(ivo)})
        if stage == "proposed":
            return
        self.complete(ivo, case, "accept_case_management", {"decision": "ACCEPT"})
        if stage == "managed":
            return
        ended = {"result": "ENDED_EARLY", "findings": "Befund-MASSNAHME", "next_step": "Schritt-MASSNAHME"}
        self.complete(ivo, case, "evaluate_measure", ended)
        if stage == "judged":
            return
        self.decide(ivo, case, "integration_goal_reached", "no" if stage == "replanned" else "end")
        if stage == "closed":
            closing = {"result": "REGULAR_STRUCTURES", "report": "Bericht-MASSNAHME"}
            self.complete(ivo, case, "close_case", closing)

    def decide(self, login: str, case: str, element: str, answer: str) -> None:
        """An open question is answered, with a reason."""
        rows = self.house.rows(Gateway, instance_key=int(case), status="open", element=element)
        basis = self.house.get(login, f"/api/gateways/{rows[0].key}")["basis"]
        body = {"answer": answer, "basis": basis, "reason": "Grund-MASSNAHME"}
        self.house.post(login, f"/api/gateways/{rows[0].key}/decision", body)

    def put_up_plan(self, case: str) -> None:
        """A plan with one measure of the IV is drawn up and put up for signature."""
        klara, ivo = COORDINATION, OFFICES["IV"]
        self.house.post(klara, f"/api/cases/{case}/plan")
        goal = {"text": "Ziel-MASSNAHME", "measured_by": "Vertrag", "priority": 1, "due": "2026-10-31"}
        self._with_plan(klara, case, "/goals", goals=[goal], explained_on=TODAY)
        offer = {
            "institution": str(self.house.users[ivo].institution_key),
            "service": "work_training",
            "aim": "Zweck-MASSNAHME",
            "payer": "IV",
            "principle": "CATALOGUE",
            "begins": "2026-09-01",
            "ends": "2026-11-15",
        }
        measure = self.house.post(klara, f"/api/cases/{case}/plan/measures", offer)
        answer = {"accepts": True, "is_entitled": True, "responsible": self.key_of(ivo)}
        for login, what, body in (
            (ivo, "answer", answer),
            (klara, "person-answer", {"agrees": True, "on": TODAY}),
        ):
            path = f"/api/measures/{measure['measure']}/{what}"
            measure = self.house.post(login, path, body | {"version": measure["version"]})
        self._with_plan(klara, case, "/submission")

    def _with_plan(self, login: str, case: str, what: str, **more: Any) -> None:
        version = self.house.get(login, f"/api/cases/{case}/plan")["plan"]["version"]
        self.house.post(login, f"/api/cases/{case}/plan{what}", {"version": version} | more)


@pytest.fixture(scope="module")
def luzern(house: House) -> Luzern:
    """Luzern in the house of the test's file, on each database."""
    return Luzern(house)
