"""Two servers: what one offers begins a case at the other, once; the answer goes back until it is there, whatever breaks."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from adapters.database.store import open_database
from api.worker import work_once
from cases.commands.create_key import NewKey, create_key
from cases.commands.create_system import create_system
from cases.commands.enter_partner import enter_partner
from cases.commands.follow_partners import UNDELIVERED, follow_partners
from cases.identity import identity_of
from cases.partners import Asked, Away, PartnerRefused, Unlike
from cases.rows import Case, Handover, Partner, Takeover, User
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_folder
from engine.rows import Event, Incident, Instance, Task
from tests.api.basel import FELIX, IRENE, PURPOSE, Basel
from tests.api.house import House, build
from tests.client import client_of
from tests.databases import empty

SENDER = "https://fachstelle.example.ch"
WHY = "Die Unfallversicherung ist zuständig."


class Killed(BaseException):
    """The process died at this very moment."""


class Line:
    """The line to the other server, which really answers: it can be cut, and whoever speaks on it can be killed."""

    def __init__(self, house: House) -> None:
        self._client: httpx2.Client = client_of(house.app, SENDER)
        self.is_cut = False
        self.dies_at: int | None = None
        self.dies_after = False
        self.asked: list[Asked] = []

    def why_not(self, url: str) -> str | None:
        return None if urlsplit(url).scheme == "https" else "not-https"

    def ask(self, asked: Asked) -> tuple[int, Any]:
        self.asked.append(asked)
        dies = self.dies_at == len(self.asked)
        if self.is_cut:
            raise Away("unreachable")
        if dies and not self.dies_after:
            raise Killed
        headers = {"Authorization": f"Bearer {asked.token}"} if asked.token else {}
        if asked.idempotency_key:
            headers["Idempotency-Key"] = asked.idempotency_key
        more: Mapping[str, Any] = {"data": asked.form} if asked.form else {"json": asked.body}
        answer = self._client.request(asked.method, asked.url, headers=headers, **more)
        if dies:
            raise Killed
        return answer.status_code, answer.json()


@dataclass
class Two:
    """The server of the Fachstelle and that of the IV."""

    basel: Basel
    iv: House
    line: Line

    def look(self) -> None:
        """The worker of the IV looks."""
        bruecke = self.iv.bruecke
        follow_partners(bruecke.engine, bruecke.vault, self.line)

    def pass_time(self, by: timedelta) -> None:
        """On both servers; the workers come by."""
        for house in (self.basel.house, self.iv):
            house.clock.advance(by)
        work_once(self.basel.house.bruecke)
        self.look()

    def cases(self) -> list[Case]:
        return self.iv.rows(Case, procedure="iv_uebernahme")

    def task(self) -> Task:
        tasks = self.iv.rows(Task, status="open", element="look_at_handover")
        assert tasks
        found: Task = tasks[-1]
        return found

    def answer(self, **answers: Any) -> None:
        """Irene answers at her own server, with what stands in the form."""
        task = self.task()
        draft = self.iv.get(IRENE, f"/api/tasks/{task.key}")["answers"]
        body = {"answers": draft | answers, "version": task.version}
        answer = self.iv.call(IRENE, "POST", f"/api/tasks/{task.key}/completion", json=body)
        assert answer.status_code == 200, answer.text

    def stands(self, told: Any) -> str:
        """How the handover stands at the Fachstelle."""
        (row,) = self.basel.house.rows(Handover, key=int(told["handover"]))
        return str(row.state)


def account_at(house: House, login: str, *scopes: str) -> tuple[str, tuple[str, str]]:
    """A system of somebody's office: its key, and an account with scopes."""
    engine, somebody = house.bruecke.engine, house.users[login]
    with engine.store.work() as work:
        olga = house.users["olga"]
        work.replace(replace(olga, institution_key=somebody.institution_key, unit_key=somebody.unit_key))
    with engine.store.reading() as work:
        identity = identity_of(work, house.users["olga"].key)
    assert identity is not None
    actor = identity.actor()
    system = int(create_system(engine, actor, "Andere Brücke", somebody.unit_key)["system"])
    key = create_key(engine, actor, system, NewKey("Übergaben", scopes))
    return str(system), (key.client_id, key.secret)


@pytest.fixture(params=["sqlite", "postgres"])
def two(request: pytest.FixtureRequest, sqlite_file: Path, tmp_path: Path) -> Iterator[Two]:
    path = tmp_path / "fachstelle.db"
    shutil.copy(sqlite_file, path)
    there = open_database(f"sqlite:///{path}")
    if request.param == "postgres":
        here = request.getfixturevalue("postgres_database")
        empty(here)
    else:
        shutil.copy(sqlite_file, tmp_path / "iv.db")
        here = open_database(f"sqlite:///{tmp_path / 'iv.db'}")
    basel, iv = Basel(build(there)), build(here)
    deploy_package(iv.bruecke.engine, read_folder(Path("processes/iv_uebernahme")))
    _, account = account_at(basel.house, IRENE, "cases.read", "handovers.answer")
    system, _ = account_at(iv, IRENE, "cases.read")
    line = Line(basel.house)
    bruecke = iv.bruecke
    enter_partner(
        bruecke.engine, bruecke.vault, line, "Fachstelle", SENDER, account, int(system), "iv_uebernahme"
    )
    yield Two(basel, iv, line)
    there.close()
    if request.param == "sqlite":
        here.close()


@pytest.mark.requirement("BL-05", "BL-10")
def test_what_one_server_offers_begins_a_case_at_the_other_and_the_answer_goes_back(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    task = two.iv.get(IRENE, f"/api/tasks/{two.task().key}")["answers"]
    two.answer(decision="ACCEPT")
    (case,) = two.cases()
    waiting = case.outcome
    two.pass_time(timedelta(minutes=2))

    assert (task["last_name"], task["born_on"], task["purpose"]) == ("Thommen", "1984-05-17", PURPOSE)
    assert "Einschränkungen bei der Arbeit: Grenzen-GESUNDHEIT" in task["content"]
    assert waiting is None, "only once the other side has the answer"
    assert two.stands(told) == "accepted"
    assert two.cases()[0].outcome == "taken_over"
    assert two.basel.open_tasks(told["case"]) == ["record_deregistration"]


def test_what_is_returned_brings_its_reason_along(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    two.answer(decision="RETURN", reason=WHY)
    two.pass_time(timedelta(minutes=2))

    view = two.basel.house.get(FELIX, f"/api/handovers/{told['handover']}")
    assert (view["state"], view["reason"]) == ("returned", WHY)
    assert two.cases()[0].outcome == "handed_back"
    assert two.basel.open_tasks(told["case"]) == ["clarify_competence"]


def test_an_offer_that_is_taken_back_ends_the_case_there(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    two.basel.act(FELIX, told, "withdrawal")
    two.pass_time(timedelta(minutes=2))

    assert two.cases()[0].outcome == "not_offered_any_more"


@pytest.mark.requirement("BL-10", "CH-07")
def test_three_weeks_without_a_line_lose_nothing(two: Two) -> None:
    early = two.basel.offered()
    two.look()
    two.line.is_cut = True
    two.answer(decision="ACCEPT")
    late = two.basel.offered()
    for _ in range(21):
        two.pass_time(timedelta(days=1))
    (partner,) = two.iv.rows(Partner)
    incidents = [row.code for row in two.iv.rows(Incident) if row.resolved_at is None]
    there = two.basel.house.get(FELIX, f"/api/handovers/{early['handover']}")
    two.line.is_cut = False
    two.pass_time(timedelta(hours=1))
    two.answer(decision="RETURN", reason=WHY)
    two.pass_time(timedelta(minutes=2))

    assert (there["state"], there["escalated_at"] is not None) == ("offered", True)
    assert partner.last_answer == "unreachable"
    assert partner.failures > 20
    assert incidents == [UNDELIVERED], "somebody learns that the answer is not there yet"
    assert (two.stands(early), two.stands(late)) == ("accepted", "returned")
    assert sorted(str(case.outcome) for case in two.cases()) == ["handed_back", "taken_over"]
    assert [row.code for row in two.iv.rows(Incident) if row.resolved_at is None] == []


def test_a_case_that_people_suspended_hears_of_it_and_stands_until_they_resume_it(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    two.answer(decision="ACCEPT")
    (case,) = two.cases()
    two.iv.post(IRENE, f"/api/cases/{case.key}/suspension", {"reason": "Rückfrage"})
    two.pass_time(timedelta(minutes=2))
    held = {row.kind for row in two.iv.rows(Event, instance_key=case.key)}
    two.iv.post(IRENE, f"/api/cases/{case.key}/resumption", {"reason": "geklärt"})
    (resumed,) = two.cases()

    assert two.stands(told) == "accepted"
    assert "HANDOVER_CONFIRMED" in held
    assert "GATEWAY_DECIDED" not in held
    assert resumed.outcome == "taken_over"


@pytest.mark.requirement("BL-05")
def test_an_acceptance_that_the_other_side_may_not_take_any_more_is_told_and_can_become_a_return(
    two: Two,
) -> None:
    told = two.basel.offered()
    two.look()
    two.answer(decision="ACCEPT")
    two.basel.withdraw_consent(told["case"])
    two.pass_time(timedelta(minutes=2))
    two.pass_time(timedelta(days=2))
    early = two.iv.rows(Incident)
    two.pass_time(timedelta(days=2))
    incidents = [row.code for row in two.iv.rows(Incident)]
    (partner,) = two.iv.rows(Partner)
    (case,) = two.cases()
    path = f"/api/cases/{case.key}/records/takeover"
    version = two.iv.get(IRENE, f"{path}/versions")["version"]
    body = {"version": version, "fields": {"decision": "RETURN", "reason": WHY}, "reason": "widerrufen"}
    corrected = two.iv.call(IRENE, "POST", f"{path}/correction", json=body)
    two.pass_time(timedelta(minutes=2))

    assert (early, incidents) == ([], [UNDELIVERED])
    assert partner.failures == 0, "the server is there, and others are answered as ever"
    assert corrected.status_code == 200, corrected.text
    assert two.stands(told) == "returned"
    assert [row.code for row in two.iv.rows(Incident) if row.resolved_at is None] == []


@pytest.mark.parametrize("dies_after", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_word_on_the_line_has_lost_nothing_and_done_nothing_twice(
    two: Two, dies_after: bool
) -> None:
    two.line.dies_after = dies_after
    told = two.basel.offered()
    words = 0
    while not two.cases():
        words += 1
        two.line.dies_at = len(two.line.asked) + words
        try:
            two.look()
        except Killed:
            two.iv.clock.advance(timedelta(minutes=6))  # until the lease of who died is over
    taken = words
    two.line.dies_at = None
    two.answer(decision="ACCEPT")
    words = 0
    while two.iv.rows(Takeover)[0].state == "open":
        words += 1
        two.line.dies_at = len(two.line.asked) + words
        try:
            two.iv.clock.advance(timedelta(minutes=6))
            two.look()
        except Killed:
            continue

    assert taken >= 3, "it was killed at every word"
    assert len(two.cases()) == 1
    assert two.stands(told) == "accepted"
    assert two.basel.events(told["case"]).count("HANDOVER_CONFIRMED") == 1
    assert two.cases()[0].outcome == "taken_over"


def test_two_workers_begin_one_case(two: Two) -> None:
    two.basel.offered()
    two.look()
    with two.iv.bruecke.engine.store.work() as work:
        (partner,) = work.find(Partner)
        work.replace(replace(partner, due_at=two.iv.clock.now()))
        (takeover,) = work.find(Takeover)
    two.look()

    assert len(two.cases()) == 1
    assert two.iv.rows(Takeover) == [takeover]


def test_an_account_without_its_scope_gets_nothing_and_it_shows(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    two.answer(decision="ACCEPT")
    _, weak = account_at(two.basel.house, IRENE, "cases.read")
    (partner,) = two.iv.rows(Partner)
    bruecke = two.iv.bruecke
    entered = enter_partner(
        bruecke.engine, bruecke.vault, two.line, "Schwach", SENDER, weak, partner.user_key, "iv_uebernahme"
    )
    with bruecke.engine.store.work() as work:
        for row in work.find(Takeover):
            work.replace(replace(row, partner_key=entered.key))
        work.remove(Partner, partner.key)
    two.look()

    assert two.stands(told) == "offered"
    assert two.iv.rows(Partner)[0].last_answer == "403"


def test_what_can_not_be_a_partner_is_refused(two: Two) -> None:
    bruecke, (partner,) = two.iv.bruecke, two.iv.rows(Partner)
    irene = two.iv.users[IRENE].key
    for url, account, user, procedure in (
        ("http://plain.example.ch", ("a", "b"), partner.user_key, "iv_uebernahme"),
        (SENDER, ("", "b"), partner.user_key, "iv_uebernahme"),
        (SENDER, ("a", "b"), irene, "iv_uebernahme"),
        (SENDER, ("a", "b"), partner.user_key, "wallis_tandem"),
        (SENDER, ("a", "b"), partner.user_key, "nothing"),
    ):
        with pytest.raises(PartnerRefused):
            enter_partner(bruecke.engine, bruecke.vault, two.line, "X", url, account, user, procedure)

    assert [row.key for row in two.iv.rows(Partner)] == [partner.key]


def test_the_secret_is_sealed_and_nothing_about_the_person_is_in_the_addresses(two: Two) -> None:
    two.basel.offered()
    two.look()
    (partner,) = two.iv.rows(Partner)

    assert b"bruecke_sys_" not in partner.secret
    for asked in two.line.asked:
        assert re.fullmatch(
            r"/(oauth/token|api/(handovers|packets)(/\d+(/\w+)?)?)(\?[a-z=&0-9]*)?",
            asked.url.removeprefix(SENDER),
        )


def test_a_server_that_talks_nonsense_is_asked_again(two: Two) -> None:
    class Nonsense(Line):
        def ask(self, asked: Asked) -> tuple[int, Any]:
            if "/api/" in asked.url:
                return 200, {"items": [{"key": "x"}], "next": None}
            return super().ask(asked)

    bruecke = two.iv.bruecke
    follow_partners(bruecke.engine, bruecke.vault, Nonsense(two.basel.house))
    (partner,) = two.iv.rows(Partner)

    assert partner.last_answer == "not-understood"
    assert partner.due_at is not None
    assert issubclass(Unlike, Exception)
    assert two.iv.rows(User, key=partner.user_key)


class Odd(Line):
    """A server that says something else to what begins so; everything else is answered as it is."""

    def __init__(self, house: House, said: Mapping[str, Any]) -> None:
        super().__init__(house)
        self._said = said

    def ask(self, asked: Asked) -> tuple[int, Any]:
        if len(self.asked) > 500:
            raise Killed
        for path, said in self._said.items():
            if asked.url.removeprefix(SENDER).startswith(path):
                self.asked.append(asked)
                return 200, said
        return super().ask(asked)


def looked(two: Two, said: Mapping[str, Any]) -> Partner:
    """One look at a server that talks so."""
    bruecke = two.iv.bruecke
    follow_partners(bruecke.engine, bruecke.vault, Odd(two.basel.house, said))
    (partner,) = two.iv.rows(Partner)
    assert isinstance(partner, Partner)
    return partner


def test_a_list_without_end_holds_nobody_up(two: Two) -> None:
    partner = looked(two, {"/api/handovers": {"items": [], "next": "5"}})

    assert partner.last_answer == "endless"
    assert partner.failures == 1


@pytest.mark.parametrize(
    "odd", [{"key": str(10**30)}, {"packet": 10**30}, {"version": 1e308}, {"version": 10**30}, {"sender": 7}]
)
def test_numbers_that_no_key_has_are_noted_as_nonsense(two: Two, odd: dict[str, Any]) -> None:
    one = {"key": "77", "packet": "5", "version": 1, "reference": "R", "sender": {"name": "S"}} | odd
    partner = looked(two, {"/api/handovers": {"items": [one], "next": None}, "/api/packets": {"fields": []}})

    assert partner.failures == 1
    assert two.cases() == []


@pytest.mark.requirement("BL-10")
def test_one_handover_that_nobody_understands_keeps_no_other_waiting(two: Two) -> None:
    told = two.basel.offered()
    two.look()
    two.answer(decision="ACCEPT")
    two.basel.offered()
    packet = two.basel.house.rows(Handover, state="offered")[-1].packet_key
    two.iv.clock.advance(timedelta(minutes=2))
    two.basel.house.clock.advance(timedelta(minutes=2))

    partner = looked(two, {f"/api/packets/{packet}": {"purpose": "x"}})

    assert partner.last_answer == "not-understood"
    assert two.stands(told) == "accepted"


@pytest.mark.requirement("BL-10")
def test_a_case_that_can_not_go_on_keeps_the_answers_of_others_not_waiting(two: Two) -> None:
    told = [two.basel.offered(), two.basel.offered()]
    two.look()
    for _ in told:
        two.answer(decision="ACCEPT")
    first, *_ = two.iv.rows(Takeover)
    with two.iv.bruecke.engine.store.work() as work:
        for row in work.find(Instance, key=first.case_key):
            work.replace(replace(row, by_itself=10**6, version=row.version + 1))
    two.pass_time(timedelta(minutes=2))

    assert [two.stands(one) for one in told] == ["accepted", "accepted"]
    assert {case.key == first.case_key: case.outcome for case in two.cases()} == {
        True: None,
        False: "taken_over",
    }
