"""The clients that hand people over: a case of basel_landschaft is offered to the IV, accepted, returned or taken back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from cases.rows import Handover, Packet
from cases.rows.handovers import ACCEPTED, OFFERED, RETURNED, WITHDRAWN
from engine.store import Work
from tests.crash.clients import fresh
from tests.crash.traffic import Client, Done, Json, Traffic

PROCEDURE = "basel_landschaft"
RUTH, FELIX, IRENE = "ruth_rav_bl", "felix_fs_bl", "irene_iv_bl"
WAYS: Mapping[str, tuple[str, str, str]] = {
    "acceptance": (IRENE, ACCEPTED, "HANDOVER_CONFIRMED"),
    "return": (IRENE, RETURNED, "HANDOVER_RETURNED"),
    "withdrawal": (FELIX, WITHDRAWN, "HANDOVER_WITHDRAWN"),
}
"""Who ends a handover how: its state then, and what happened."""
TASKS = (
    (RUTH, "triage"),
    (RUTH, "data_exchange_consent"),
    (RUTH, "assign"),
    (FELIX, "take_over"),
    (FELIX, "define_scope"),
    (FELIX, "assess_capacity"),
    (FELIX, "coordinate_offers"),
    (FELIX, "clarify_competence"),
)
"""Who does what until a case may be offered."""


def answers(keys: Mapping[str, str]) -> dict[str, Json]:
    """What is answered on the way to the handover. `keys`: those of the users, by login."""
    today = date.today().isoformat()
    person = {
        "last_name": "Thommen",
        "first_name": "Nadia",
        "born_on": "1984-05-17",
        "correspondence_language": "de",
        "street": "Rheinstrasse",
        "postcode": "4410",
        "town": "Liestal",
        "municipality_bfs": 2829,
    }
    consent = {
        "explained_by": keys[RUTH],
        "explained_on": today,
        "language": "de",
        "decision": "GRANTED",
        "recipients": ["RAV", "COORDINATION", "IV"],
        "categories": ["MASTER", "WORK", "HEALTH"],
        "purpose": "IIZ_COORDINATION",
        "form": "PAPER",
        "signed_on": today,
        "document_reference": "RAV 2026-0117",
    }
    return {
        "triage": person | {"health_problem": ["PHYSICAL"], "assessment_needed": "YES"},
        "data_exchange_consent": consent,
        "assign": {"assigned_on": today, "question": "Welche Arbeit ist möglich?"},
        "take_over": {"taken_on": today},
        "define_scope": {"external_needed": "NO"},
        "coordinate_offers": {"plan": "NO", "iv_involvement": "NONE"},
        "assess_capacity": {
            "assessed_on": today,
            "work_capacity": 20,
            "limitations": "Rücken",
            "placeable": "NO",
        },
        "clarify_competence": {"competent": "IV"},
        "coordinate_handover": {"way": "OFFERED"},
    }


class Witness(Protocol):
    """The database as it is in the end."""

    work: Work

    def count(self, case: int, kind: str, element: str | None) -> int:
        """How often something happened in a case."""


class HandingOver(Client):
    """Takes cases from their start to a handover and its end, one after the other; leaves some unanswered."""

    def play(self) -> None:
        """Until told to stop; what is under way then stays where it is."""
        while not self.traffic.stop.is_set():
            case = self._begun()
            for login, element in TASKS:
                if self.traffic.stop.is_set():
                    return
                self._complete(case, login, element)
            told = self._offered(case)
            self._complete(case, FELIX, "coordinate_handover")
            if self.chance.random() < 0.8:
                self._ended(case, told, self.chance.choice(list(WAYS)))

    def _begun(self) -> int:
        token = fresh()
        _, begun = self.change(RUTH, "/api/cases", {"procedure": PROCEDURE}, token)
        case = int(begun["case"])
        self.traffic.note(Done("start", case, PROCEDURE, RUTH, token, begun))
        return case

    def _complete(self, case: int, login: str, element: str) -> None:
        page = self.read(login, f"/api/tasks?case={case}")
        (line,) = {(one["key"], one["version"]) for one in page["items"] if one["element"] == element}
        body: Json = {"answers": self.traffic.handing[element], "version": line[1]}
        token = fresh()
        _, told = self.change(login, f"/api/tasks/{line[0]}/completion", body, token)
        self.traffic.note(Done("completion", case, element, login, token, told))

    def _offered(self, case: int) -> Json:
        to = self.traffic.handing["to"]["key"]
        options = self.read(FELIX, f"/api/cases/{case}/packets/options?to={to}")
        fields = [
            {"record": one["record"], "field": one["field"]} for one in options["fields"] if one["ways"]
        ]
        body: Json = {"kind": "iv", "to": to, "basis": "CONSENT", "purpose": "Prüfung", "fields": fields}
        token = fresh()
        _, told = self.change(FELIX, f"/api/cases/{case}/handovers", body, token)
        self.traffic.note(Done("offer", case, "iv", FELIX, token, told))
        return told

    def _ended(self, case: int, offered: Json, how: str) -> None:
        login = WAYS[how][0]
        body: Json = {"version": offered["version"]}
        if how != "acceptance":
            body["reason"] = "Nicht zuständig"
        token = fresh()
        _, told = self.change(login, f"/api/handovers/{offered['handover']}/{how}", body, token)
        self.traffic.note(Done(how, case, "iv", login, token, told))


def handed_over(witness: Witness, traffic: Traffic) -> Iterator[str]:
    """Every handover stands as its clients were told, is there once with its packet, and happened once."""
    offered = {int(one.answer["handover"]): one for one in traffic.log if one.what == "offer"}
    ended = {int(one.answer["handover"]): one for one in traffic.log if one.what in WAYS}
    rows = {row.key: row for row in witness.work.find(Handover)}
    packets = Counter(row.key for row in witness.work.find(Packet))
    yield from (f"Handover {key} was offered and is not there" for key in offered.keys() - rows.keys())
    yield from (f"Handover {key} is there and nobody was told" for key in rows.keys() - offered.keys())
    if set(packets) != {row.packet_key for row in rows.values()}:
        yield "Packets are there that go with no handover, or handovers without their packet"
    for key, row in rows.items():
        end: Any = ended.get(key)
        state, kind = WAYS[end.what][1:] if end else (OFFERED, "")
        if row.state != state:
            yield f"Handover {key} of case {row.case_key} is {row.state} instead of {state}"
        if (row.wakes_at is not None) != (state == OFFERED):
            yield f"Handover {key} is {state} and wakes at {row.wakes_at}"
        for happened in ("HANDOVER_OFFERED", *(way[2] for way in WAYS.values())):
            wanted = int(happened in {"HANDOVER_OFFERED", kind})
            if (count := witness.count(row.case_key, happened, None)) != wanted:
                yield f"Case {row.case_key}: {happened} happened {count} times instead of {wanted}"
