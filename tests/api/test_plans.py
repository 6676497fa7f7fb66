"""A plan that institutions draw up together: who commits whom to what, when it binds, and who reads it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cases.erasing import erase
from cases.plan_content import place_of
from cases.rows import AccessEntry, Case, Measure, Plan, PlanSignature, Record
from cases.sealing import Unsealable
from engine.keys import new_key
from engine.rows import Event
from tests.api.house import TODAY, House, Response
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
TABLE = (RITA, SONJA, IVO, KLARA)
__all__ = ["luzern"]
GOAL = {
    "text": "Ziel-MASSNAHME",
    "measured_by": "Vertrag unterschrieben",
    "priority": 1,
    "due": "2026-10-31",
}


class Round:
    """A case of Luzern with everybody at the table."""

    def __init__(self, luzern: Luzern, case: str) -> None:
        self.luzern, self.house, self.case = luzern, luzern.house, case

    def call(self, login: str, what: str, **body: Any) -> Response:
        """Something is done with the plan of the case."""
        return self.house.call(login, "POST", f"/api/cases/{self.case}/plan{what}", json=body or None)

    def do(self, login: str, what: str = "", **body: Any) -> Any:
        """The same, and it was possible."""
        answer = self.call(login, what, **body)
        assert answer.status_code < 300, (login, what, answer.text)
        return answer.json()

    def page(self, login: str = KLARA, number: int | None = None) -> Any:
        """What somebody reads of the plan."""
        return self.house.get(login, f"/api/cases/{self.case}/plan{f'/{number}' if number else ''}")

    @property
    def version(self) -> int:
        """The version of what is at work, or was last."""
        found: int = self.page()["plan"]["version"]
        return found

    def office(self, login: str) -> str:
        """The institution of somebody."""
        return str(self.house.users[login].institution_key)

    def offer(self, of: str, **more: Any) -> dict[str, Any]:
        """A measure of the disability insurance, unless said otherwise."""
        return {
            "institution": self.office(of),
            "service": "work_training",
            "aim": "Zweck-MASSNAHME",
            "payer": "IV",
            "principle": "CATALOGUE",
            "begins": "2026-09-01",
            "ends": "2026-11-15",
        } | more

    def propose(self, by: str = KLARA, of: str = IVO, **more: Any) -> Any:
        """A measure is proposed. Its key and version."""
        return self.do(by, "/measures", **self.offer(of, **more))

    def answer(self, login: str, measure: Any, **body: Any) -> Response:
        """Somebody answers for their institution."""
        sent = {"version": measure["version"], "accepts": True, "is_entitled": True} | body
        if sent["accepts"] and "responsible" not in sent:
            sent["responsible"] = self.luzern.key_of(login)
        return self.house.call(login, "POST", f"/api/measures/{measure['measure']}/answer", json=sent)

    def accepted(self, measure: Any, login: str = IVO) -> Any:
        """The measure is accepted by its institution and the person."""
        done = self.answer(login, measure)
        assert done.status_code == 200, done.text
        body = {"version": done.json()["version"], "agrees": True, "on": TODAY}
        return self.house.post(KLARA, f"/api/measures/{measure['measure']}/person-answer", body)

    def goals(self, by: str = KLARA, **more: Any) -> Any:
        """The goals are written."""
        return self.do(
            by, "/goals", **{"version": self.version, "goals": [GOAL], "explained_on": TODAY} | more
        )

    def submitted(self) -> None:
        """A plan with one measure is put up for signature."""
        self.do(KLARA)
        self.goals()
        self.accepted(self.propose())
        self.do(KLARA, "/submission", version=self.version)

    def sign(self, login: str, **more: Any) -> Any:
        """Somebody signs for their institution."""
        return self.do(login, "/signature", **{"version": self.version} | more)

    def in_force(self) -> None:
        """The plan binds."""
        self.submitted()
        for login in TABLE:
            self.sign(login)
        self.sign(KLARA, person_on=TODAY)

    def events(self) -> list[str]:
        """What has happened with the plan."""
        rows = self.house.rows(Event, instance_key=int(self.case))
        return [row.kind for row in rows if row.kind.startswith(("PLAN_", "MEASURE_"))]


@pytest.fixture
def table(luzern: Luzern) -> Round:
    return Round(luzern, luzern.case_at("preparing"))


def why(answer: Response) -> tuple[int, list[tuple[str, str]]]:
    return answer.status_code, [(one["field"], one["code"]) for one in answer.json().get("faults", ())]


@pytest.mark.requirement("LU-06", "ZH-06", "CH-08")
def test_a_plan_binds_once_all_at_the_table_and_the_person_have_signed(table: Round) -> None:
    table.submitted()
    states = []
    for login in TABLE:
        states.append(table.sign(login)["state"])
    last = table.sign(KLARA, person_on=TODAY)["state"]

    plan = table.page(RITA)["plan"]
    assert states == ["signing"] * 4
    assert (last, plan["state"], plan["number"]) == ("in_force", "in_force", 1)
    assert {one["decision"] for one in plan["signatures"]} == {"signed"}
    assert [one["institution"] is None for one in plan["signatures"]] == [True, False, False, False, False]
    assert table.events()[-2:] == ["PLAN_SIGNED", "PLAN_IN_FORCE"]


@pytest.mark.requirement("LU-06", "ZH-06")
@pytest.mark.parametrize("login", [RITA, SONJA, KLARA])
def test_nobody_answers_or_signs_for_another_institution(table: Round, login: str) -> None:
    table.do(KLARA)
    table.goals()
    measure = table.propose(by=login, of=IVO)

    refused = table.answer(login, measure)
    named = table.answer(IVO, measure, responsible=table.luzern.key_of(login))

    assert refused.status_code == 403
    assert why(named) == (422, [("responsible", "not-of-this-institution")])
    assert table.house.rows(Measure, case_key=int(table.case))[0].state == "proposed"


@pytest.mark.requirement("LU-06", "CH-10")
@pytest.mark.parametrize(
    ("of", "more", "told"),
    [
        (IVO, {"service": "magic"}, ("service", "in-no-catalogue")),
        (RITA, {"service": "work_training"}, ("service", "not-in-its-catalogue")),
        (IVO, {"payer": "SOCIAL"}, ("payer", "does-not-pay-for-it")),
        (IVO, {"begins": "2026-11-16"}, ("ends", "before-it-begins")),
        (IVO, {"aim": "   "}, ("aim", "missing")),
        (GUEST, {}, ("institution", "not-at-the-table")),
        ("anna_rav", {"service": "job_search", "payer": "RAV"}, ("institution", "not-at-the-table")),
    ],
    ids=str,
)
def test_a_measure_that_is_not_possible_is_refused_with_its_reason(
    table: Round, of: str, more: dict[str, Any], told: tuple[str, str]
) -> None:
    table.do(KLARA)

    refused = table.call(KLARA, "/measures", **table.offer(of, **more))

    assert why(refused) == (422, [told])
    assert len(refused.json()["faults"][0]["message"]) > 10
    assert table.house.rows(Measure, case_key=int(table.case)) == []


@pytest.mark.requirement("LU-06")
def test_who_accepts_says_that_the_person_is_entitled_and_who_declines_says_why(table: Round) -> None:
    table.do(KLARA)
    measure = table.propose()

    not_entitled = table.answer(IVO, measure, is_entitled=False)
    silent = table.answer(IVO, measure, accepts=False)
    declined = table.answer(IVO, measure, accepts=False, reason="Grund-MASSNAHME")

    assert why(not_entitled) == (422, [("is_entitled", "not-entitled")])
    assert why(silent) == (422, [("reason", "missing")])
    assert declined.json()["state"] == "declined"
    (shown,) = table.page(SONJA)["plan"]["measures"]
    assert (shown["state"], shown["reason"]) == ("declined", "Grund-MASSNAHME")


def test_a_plan_is_put_up_only_when_nothing_is_missing_and_does_not_change_then(table: Round) -> None:
    table.do(KLARA)
    first = table.call(KLARA, "/submission", version=table.version)
    table.goals()
    measure = table.propose()
    second = table.call(KLARA, "/submission", version=table.version)
    table.accepted(measure)
    table.do(KLARA, "/submission", version=table.version)
    changes = {
        "goals": table.call(IVO, "/goals", version=table.version, goals=[GOAL]),
        "measure": table.call(IVO, "/measures", **table.offer(IVO)),
        "answer": table.answer(IVO, measure),
    }

    assert first.json()["missing"] == [
        {"what": what, "measure": None} for what in ("goals", "rights-and-duties", "measures")
    ]
    assert [one["what"] for one in second.json()["missing"]] == ["institution-proposed", "person-open"]
    assert {name: answer.json()["type"] for name, answer in changes.items()} == dict.fromkeys(
        changes, "urn:bruecke:plan-is-being-signed"
    )


@pytest.mark.requirement("ZH-06")
def test_who_refuses_to_sign_sends_the_plan_back_and_what_was_signed_counts_no_longer(table: Round) -> None:
    table.submitted()
    table.sign(RITA)
    silent = table.call(IVO, "/signature", version=table.version, signs=False)
    table.sign(IVO, signs=False, reason="Grund-MASSNAHME")

    plan = table.page()["plan"]
    (measure,) = plan["measures"]
    assert why(silent) == (422, [("reason", "missing")])
    assert plan["state"] == "draft"
    assert [(one["decision"], one["reason"]) for one in plan["signatures"]] == [
        ("refused", "Grund-MASSNAHME")
    ]
    assert (measure["state"], measure["person"]) == ("accepted", "agreed")

    table.do(KLARA, "/submission", version=table.version)
    for login in TABLE[1:]:
        table.sign(login)
    assert table.sign(KLARA, person_on=TODAY)["state"] == "signing"
    assert table.sign(RITA)["state"] == "in_force"


@pytest.mark.requirement("LU-06")
def test_a_new_version_takes_the_place_of_the_one_in_force_and_writes_nothing_over(table: Round) -> None:
    table.in_force()
    before = table.page()["plan"]
    table.do(IVO)
    taken = table.page()["plan"]
    (known,) = taken["measures"]
    table.goals(IVO, goals=[GOAL, GOAL | {"text": "Zweites Ziel", "priority": 2}])
    table.accepted(table.propose(RITA, RITA, service="job_search", payer="RAV"), RITA)
    still = table.page(number=1)["plan"]
    table.do(KLARA, "/submission", version=table.version)
    for login in TABLE:
        table.sign(login)
    table.sign(RITA, person_on=TODAY)

    assert (taken["number"], known["is_taken_over"]) == (2, True)
    assert (known["state"], known["person"]) == ("accepted", "agreed")
    assert still == before
    old, new = table.page(number=1)["plan"], table.page()["plan"]
    assert (old["state"], new["state"], new["number"]) == ("superseded", "in_force", 2)
    assert (len(old["goals"]), len(old["measures"])) == (1, 1)
    assert (len(new["goals"]), len(new["measures"])) == (2, 2)
    assert [line["number"] for line in table.page()["versions"]] == [2, 1]


def test_a_measure_that_is_proposed_otherwise_is_answered_anew(table: Round) -> None:
    table.do(KLARA)
    table.goals()
    measure = table.propose()
    table.accepted(measure)
    (there,) = table.page()["plan"]["measures"]
    path = f"/measures/{measure['measure']}"

    stale = table.call(RITA, path, **table.offer(IVO, version=1))
    changed = table.do(RITA, path, **table.offer(IVO, ends="2026-12-15", version=there["version"]))

    (after,) = table.page()["plan"]["measures"]
    assert stale.json()["version"] == there["version"]
    assert (changed["state"], after["state"], after["person"]) == ("proposed", "proposed", "open")
    assert table.call(KLARA, "/submission", version=table.version).status_code == 422


def test_a_measure_is_taken_out_and_a_version_is_dropped(table: Round) -> None:
    table.in_force()
    table.do(KLARA)
    (measure,) = table.page()["plan"]["measures"]
    path = f"/api/measures/{measure['key']}/withdrawal"
    gone = table.house.post(SONJA, path, {"version": measure["version"]})
    again = table.house.call(SONJA, "POST", path, json={"version": measure["version"]})
    dropped = table.do(RITA, "/drop", version=table.version)

    told = {
        record["type"]: [field["value"] for field in record["fields"]]
        for record in table.house.get(RITA, f"/api/cases/{table.case}")["records"]
    }
    assert told["plan"] == ["In Kraft", "1", "Ja", "09.10.2026", "15.11.2026"]
    assert gone["measure"] == measure["key"]
    assert again.status_code == 404
    assert dropped["state"] == "dropped"
    assert table.page()["plan"]["state"] == "in_force"
    assert len(table.page(number=1)["plan"]["measures"]) == 1


@pytest.mark.parametrize("login", [GUEST, "anna_rav", "carla_smz"])
def test_who_does_not_sit_at_the_table_reads_and_does_nothing(table: Round, login: str) -> None:
    table.in_force()
    table.do(KLARA)
    (measure,) = table.page()["plan"]["measures"]
    before = table.house.digest()
    asked: dict[str, Response] = {
        "read": table.house.call(login, "GET", f"/api/cases/{table.case}/plan"),
        "version": table.house.call(login, "GET", f"/api/cases/{table.case}/plan/1"),
        "begin": table.call(login, ""),
        "goals": table.call(login, "/goals", version=1, goals=[]),
        "propose": table.call(login, "/measures", **table.offer(IVO)),
        "change": table.call(login, f"/measures/{measure['key']}", **table.offer(IVO, version=1)),
        "submit": table.call(login, "/submission", version=1),
        "sign": table.call(login, "/signature", version=1),
        "return": table.call(login, "/return", version=1),
        "drop": table.call(login, "/drop", version=1),
    }
    asked |= {
        what: table.house.call(login, "POST", f"/api/measures/{measure['key']}/{what}", json=body)
        for what, body in {
            "answer": {"version": 1, "accepts": True},
            "person-answer": {"version": 1, "agrees": True, "on": TODAY},
            "withdrawal": {"version": 1},
        }.items()
    }

    assert {name: answer.status_code for name, answer in asked.items()} == dict.fromkeys(asked, 404)
    assert table.house.digest() == before


def test_what_does_not_exist_is_invisible_and_a_procedure_without_a_plan_has_none(table: Round) -> None:
    nothing = table.house.call(KLARA, "POST", f"/api/measures/{new_key()}/withdrawal", json={"version": 1})
    early = [table.call(KLARA, what, version=1) for what in ("/submission", "/signature", "/return", "/drop")]
    nobody = table.house.call(KLARA, "GET", f"/api/cases/{table.case}/plan/7")
    tandem = table.house.case_at("fresh")
    other = table.house.call("carla_smz", "POST", f"/api/cases/{tandem}/plan")

    assert (nothing.status_code, nobody.status_code) == (404, 404)
    assert {answer.json()["type"] for answer in early} == {"urn:bruecke:no-open-plan"}
    assert other.json()["type"] == "urn:bruecke:no-plan-here"
    assert table.house.call("carla_smz", "GET", f"/api/cases/{tandem}/plan").status_code == 404
    assert table.page()["plan"] is None


def test_nobody_works_on_a_plan_that_not_everybody_at_the_table_may_read(luzern: Luzern) -> None:
    narrow = Round(luzern, luzern.case_at("preparing", reach=["MASTER", "WORK"]))

    refused = narrow.call(KLARA, "")
    page = narrow.page()

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:plan-not-shared")
    assert (page["sits"], page["is_shared"], page["may_begin"]) == (False, False, False)


def test_two_plans_at_once_and_stale_versions_are_refused(table: Round) -> None:
    table.do(KLARA)
    second = table.call(RITA, "")
    seen = table.version
    table.goals()
    stale = table.call(IVO, "/goals", version=seen, goals=[])

    assert second.json()["type"] == "urn:bruecke:plan-is-open"
    assert (stale.status_code, stale.json()["version"]) == (409, seen + 1)


def test_a_signature_is_given_once_and_never_for_the_day_after(table: Round) -> None:
    table.submitted()
    table.sign(RITA)
    twice = table.call(RITA, "/signature", version=table.version)
    tomorrow = table.call(RITA, "/signature", version=table.version, person_on="2030-01-01")

    assert twice.json()["type"] == "urn:bruecke:signed-already"
    assert why(tomorrow) == (422, [("person_on", "in-the-future")])


def test_what_is_sent_twice_is_done_once(table: Round) -> None:
    path = f"/api/cases/{table.case}/plan/measures"
    table.do(KLARA)
    sent = {"json": table.offer(IVO), "headers": {"Idempotency-Key": f"m{table.case}"}}

    first, second = (table.house.call(KLARA, "POST", path, **sent) for _ in range(2))

    assert first.json() == second.json()
    assert len(table.house.rows(Measure, case_key=int(table.case))) == 1


def test_texts_lie_sealed_and_reading_them_is_noted(table: Round) -> None:
    table.submitted()
    table.sign(IVO, signs=False, reason="Grund-MASSNAHME")
    table.page(RITA)

    case = int(table.case)
    rows = [
        *table.house.rows(Plan, case_key=case),
        *table.house.rows(Measure, case_key=case),
        *table.house.rows(PlanSignature, case_key=case),
        *table.house.rows(Record, case_key=case, type="plan"),
        *table.house.rows(Event, instance_key=case),
    ]
    assert "MASSNAHME" not in str(rows)
    read = table.house.rows(AccessEntry, case_key=case, action="plan")
    assert ("MEASURE", table.house.users[RITA].institution_key) in {
        (row.category, row.institution_key) for row in read
    }


@pytest.mark.requirement("LU-06")
def test_nothing_of_a_plan_is_left_or_readable_once_its_case_is_erased(table: Round) -> None:
    table.submitted()
    table.sign(IVO, signs=False, reason="Grund-MASSNAHME")
    key, bruecke = int(table.case), table.house.bruecke
    kinds: tuple[Any, ...] = (Plan, Measure, PlanSignature)
    kept = [(row.sealed, place_of(row)) for kind in kinds for row in table.house.rows(kind, case_key=key)]
    with bruecke.engine.store.reading() as work:
        said = [bruecke.case_file.unseal(work, key, *one) for one in kept]

    with bruecke.engine.store.work() as work:
        case = work.get(Case, key)
        assert case is not None
        erase(work, bruecke.case_file.records, case, bruecke.engine.clock.now())

    assert sum(b"MASSNAHME" in text for text in said) == 3
    assert [table.house.rows(kind, case_key=key) for kind in kinds] == [[], [], []]
    with bruecke.engine.store.reading() as work:
        for one in kept:
            with pytest.raises(Unsealable):
                bruecke.case_file.unseal(work, key, *one)
    assert table.house.call(KLARA, "GET", f"/api/cases/{key}/plan").status_code in {404, 410}


def test_a_withdrawn_authority_stops_the_work_on_the_plan(table: Round) -> None:
    table.submitted()
    table.luzern.withdraw(SONJA, table.case, "data_exchange_consent")

    assert {
        login: table.call(login, "/signature", version=1).status_code for login in (RITA, IVO, KLARA)
    } == {
        RITA: 404,
        IVO: 404,
        KLARA: 404,
    }
    assert table.call(SONJA, "/signature", version=1).json()["type"] == "urn:bruecke:plan-not-shared"


def test_the_model_learns_how_the_plan_stands(table: Round) -> None:
    table.in_force()

    values = [
        record.values
        for row in table.house.rows(Record, case_key=int(table.case), type="plan")
        for record in [_opened(table.house, row)]
    ]
    assert [value["state"] for value in values] == ["signing", "in_force"]


def _opened(house: House, row: Any) -> Any:
    with house.bruecke.engine.store.reading() as work:
        return house.bruecke.case_file.records.open(work, row)


@pytest.mark.requirement("LU-06", "LU-02")
def test_who_is_left_out_of_the_authority_does_not_sit_at_the_table(luzern: Luzern) -> None:
    house, case = luzern.house, luzern.case_at("fresh")
    two = luzern.signed(SONJA, ["RAV", "SOCIAL", "COORDINATION"], "IIZ_COORDINATION")
    luzern.complete(SONJA, case, "data_exchange_consent", two)
    luzern.complete(SONJA, case, "register_case", luzern.referral(involved_offices=["RAV", "SOCIAL"]))
    table = Round(luzern, case)

    table.do(RITA)
    refused = table.call(RITA, "/measures", **table.offer(IVO))
    (plan,) = house.rows(Plan, case_key=int(case))

    offices = sorted(house.users[login].institution_key for login in (RITA, SONJA, KLARA))
    assert why(refused) == (422, [("institution", "not-at-the-table")])
    assert plan.owners == ",".join(map(str, offices))
    assert table.call(IVO, "").status_code == 404


@pytest.mark.requirement("LU-02", "LU-06")
def test_the_case_goes_on_with_the_last_signature_and_stands_still_without_an_authority(
    luzern: Luzern,
) -> None:
    house, case = luzern.house, luzern.case_at("signing")
    told = [
        field["value"]
        for record in house.get(RITA, f"/api/cases/{case}")["records"]
        for field in record["fields"]
    ]
    luzern.withdraw(SONJA, case, "data_exchange_consent")
    resting = house.get(SONJA, f"/api/cases/{case}")["status"]
    after = luzern.case_at("signed")

    assert "Zur Unterschrift" in told
    assert resting == "suspended"
    assert luzern.task(after, "assign_case_management").status == "open"


def _by_a_new_authority(table: Round, recipients: list[str], **more: Any) -> None:
    """A minute later the person takes the authority back, and gives another one."""
    table.house.clock.advance(timedelta(minutes=1))
    table.luzern.withdraw(SONJA, table.case, "data_exchange_consent")
    way = {"way": "NEW_AUTHORITY", "agreed_with_person": True}
    table.luzern.complete(SONJA, table.case, "clarify_next_steps", way)
    signed = table.luzern.signed(SONJA, recipients, "IIZ_COORDINATION", **more)
    table.luzern.complete(SONJA, table.case, "renew_authority", signed)


@pytest.mark.requirement("LU-06", "ZH-06")
@pytest.mark.parametrize("left_out", [(), ("IV",)], ids=["for all", "without the IV"])
def test_what_was_signed_by_another_consent_binds_nobody(luzern: Luzern, left_out: tuple[str, ...]) -> None:
    table = Round(luzern, luzern.case_at("signing"))
    for login in (RITA, SONJA, IVO):
        table.sign(login)
    table.sign(KLARA, person_on=TODAY)
    offices = [office for office in ("RAV", "SOCIAL", "IV", "COORDINATION") if office not in left_out]

    _by_a_new_authority(table, offices)
    last = table.call(KLARA, "/signature", version=table.version)

    assert (last.status_code, last.json()["type"]) == (409, "urn:bruecke:plan-table-changed")
    assert table.do(KLARA, "/return", version=table.version)["state"] == "draft"


def test_a_draft_that_the_person_no_longer_releases_is_read_by_nobody_else_and_can_be_dropped(
    luzern: Luzern,
) -> None:
    table = Round(luzern, luzern.case_at("preparing"))
    table.do(KLARA)
    table.propose(KLARA, SONJA, service="economic_assistance", payer="SOCIAL", aim="Zweck-MASSNAHME")
    everybody = ["RAV", "SOCIAL", "IV", "COORDINATION"]

    _by_a_new_authority(table, everybody, categories=["MASTER", "WORK"])
    read = {login: table.page(login) for login in (RITA, IVO, KLARA)}
    version = table.page(SONJA)["plan"]["version"]
    dropped = table.do(SONJA, "/drop", version=version)

    assert {login: page["plan"] for login, page in read.items()} == dict.fromkeys(read)
    assert dropped["state"] == "dropped"


def test_who_may_not_read_the_plan_learns_nothing_of_who_said_what(luzern: Luzern) -> None:
    table = Round(luzern, luzern.case_at("preparing"))
    table.do(KLARA)
    table.accepted(table.propose())
    everybody = ["RAV", "SOCIAL", "IV", "COORDINATION"]
    before = [line["kind"] for line in _history(table, RITA)]

    _by_a_new_authority(table, everybody, categories=["MASTER", "WORK"])
    after = {login: [line["kind"] for line in _history(table, login)] for login in (RITA, KLARA, SONJA)}

    assert "MEASURE_ANSWERED" in before
    assert not {kind for kind in after[RITA] if kind.startswith("MEASURE_")}
    assert "MEASURE_ANSWERED" not in after[KLARA]
    assert "MEASURE_ANSWERED" in after[SONJA]


def _history(table: Round, login: str) -> list[Any]:
    found: list[Any] = table.house.get(login, f"/api/cases/{table.case}/history?limit=200")["items"]
    return found


def test_nothing_was_signed_or_answered_before_it_was_there(table: Round) -> None:
    table.do(KLARA)
    measure = table.propose()
    path = f"/api/measures/{measure['measure']}/person-answer"
    answered = table.house.call(KLARA, "POST", path, json={"version": 1, "agrees": True, "on": "2020-01-01"})
    table.goals()
    table.accepted(measure)
    table.do(KLARA, "/submission", version=table.version)
    signed = table.call(KLARA, "/signature", version=table.version, person_on="2020-01-01")

    assert why(answered) == (422, [("on", "before-it-was-drawn-up")])
    assert why(signed) == (422, [("person_on", "before-it-was-drawn-up")])


def test_what_was_taken_over_is_looked_at_anew(table: Round) -> None:
    table.in_force()
    table.do(KLARA)
    with table.house.bruecke.engine.store.work() as work:
        ivo = table.house.users[IVO]
        work.replace(replace(ivo, is_active=False))

    try:
        refused = table.call(KLARA, "/submission", version=table.version)
    finally:
        with table.house.bruecke.engine.store.work() as work:
            work.replace(ivo)

    assert [one["what"] for one in refused.json()["missing"]] == ["responsible-left"]


def test_a_case_that_has_ended_shows_what_binds_and_no_draft(luzern: Luzern) -> None:
    table = Round(luzern, luzern.case_at("planning"))
    table.in_force()
    table.do(RITA)
    table.luzern.complete(KLARA, table.case, "develop_plan", {"drawn_up_on": TODAY})
    luzern.manage("closed", table.case)

    shown = table.page(IVO)["plan"]

    assert (shown["number"], shown["state"]) == (1, "in_force")
