"""Invented people and cases in several states, made with the same commands that everybody uses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from adapters.rav.writing import checksum, name_of
from api.bootstrap import Bruecke
from api.cast import add_cast
from api.demo_people import CLIENTS, NADIA, PETER, VERA
from api.demo_plan import DemoTable
from api.demo_rav import RAV_CODE, delivery
from cases.commands.answer_invitation import answer_invitation
from cases.commands.call_meeting import NewMeeting, call_meeting
from cases.commands.offer_handover import offer_handover
from cases.commands.return_handover import return_handover
from cases.commands.send_packet import NewPacket, send_packet
from cases.commands.start_case import Opening, newest, start_case
from cases.commands.take_rav_file import take_rav_file
from cases.commands.write_note import NewNote, write_note
from cases.disclosure import CONSENT
from cases.identity import identity_of
from cases.meetings.told import Told
from cases.notes import SHARED
from cases.rav import FOLDER
from cases.rows import Institution, Invitation, User
from engine.clock import ZONE, StoryClock, local_day
from engine.commands.complete_task import complete_task
from engine.commands.decide_gateway import decide_gateway
from engine.commands.save_draft import save_draft
from engine.ports import Actor
from engine.proposals import propose
from engine.rows import Gateway, Instance, Task

PROCEDURE = "wallis_tandem"
LUZERN = "luzern_iiz"
BASEL = "basel_landschaft"

_BOUND_SINCE = timedelta(days=75)


def load_demo(bruecke: Bruecke) -> bool:
    """Write the cast and its cases into an empty database; False when there are users already."""
    with bruecke.engine.store.work() as work:
        if work.find(User):
            return False
        add_cast(work, bruecke.engine.keys, bruecke.passwords)
    demo = _Demo(bruecke)
    for client, state in zip(
        CLIENTS,
        ("agreement", "complex", "consent", "signature", "assign", "new", "accompanied"),
        strict=True,
    ):
        demo.case(client, state)
    demo.bound(VERA)
    demo.luzern(PETER)
    demo.basel(NADIA)
    demo.deliver()
    return True


class _Demo:
    """Plays the cast."""

    def __init__(self, bruecke: Bruecke) -> None:
        self._bruecke = bruecke
        self._engine = bruecke.engine
        self._today = local_day(bruecke.engine.clock.now())
        with bruecke.engine.store.reading() as work:
            self._users = {user.login: user for user in work.find(User)}

    def deliver(self) -> None:
        """A file of the RAV's system has come."""
        content = delivery(self._today, 1)
        with self._engine.store.reading() as work:
            (rav,) = work.find(Institution, rav_code=RAV_CODE)
        name = name_of(RAV_CODE, self._today, 1)
        file = self._bruecke.rav.read(name, content, checksum(content), rav.rav_code)
        take_rav_file(self._engine, self._bruecke.vault, rav, file, FOLDER, None)

    def case(self, client: Mapping[str, Any], state: str) -> None:
        """One case, taken to a state."""
        carla, anna = self._actor("carla_smz"), self._actor("anna_rav")
        opener = anna if state == "new" else carla
        opening = Opening(PROCEDURE, {})
        case = int(start_case(self._engine, self._bruecke.vault, opener, opening)["case"])
        if state == "new":
            self._draft(
                case,
                "register_case",
                opener,
                {"last_name": client["last_name"], "first_name": client["first_name"]},
            )
            return
        self._complete(case, "register_case", carla, self._registration(client))
        if state == "consent":
            return
        signed = self._today - timedelta(days=60 if state == "accompanied" else 0)
        self._complete(case, "data_exchange_consent", carla, self._consent(["RAV"], signed))
        analysis = {"problem_fields": ["FINANCE", "FAMILY"], "prioritising_difficult": True}
        self._complete(case, "joint_analysis", carla, analysis)
        if state == "signature":
            return
        self._complete(case, "joint_analysis", anna, analysis)
        if state == "complex":
            return
        for actor in (carla, anna):
            self._decide(case, "complex_situation", actor, "yes")
        if state == "agreement":
            self._packet(case, carla, anna)
            self._note(case, carla, "Sie beginnt am Montag ein Praktikum im Verkauf. Bitte ansehen.", anna)
            return
        self._complete(
            case,
            "participation_agreement",
            carla,
            self._consent(["COORDINATION"], signed, participation=True),
        )
        if state == "accompanied":
            self._accompany(case, carla, anna)

    def _accompany(self, case: int, carla: Actor, anna: Actor) -> None:
        """A tandem that began seven weeks ago, with goals, talks and an internship under way."""
        first = self._today - timedelta(days=50)
        people = {"rav_adviser": str(anna.user_key), "social_worker": str(carla.user_key)}
        begun = {**people, "starts_on": first.isoformat(), "capacity_checked": True}
        self._complete(case, "assign_tandem", self._actor("ines_koo"), begun)
        due = (self._today + timedelta(days=90)).isoformat()
        goals = {
            "goal_1": "Ein Praktikum in der Pflege",
            "criterion_1": "Drei Monate geschafft",
            "due_1": due,
        }
        for actor in (carla, anna):
            self._complete(case, "set_goals", actor, goals)
        for actor, days in ((carla, 2), (anna, 16), (carla, 44)):
            held = {"held_on": (first + timedelta(days=days)).isoformat(), "minutes": 60}
            self._complete(case, "hold_talk", actor, held | {"attendees": ["PERSON", "RAV", "SOCIAL"]})
        self._complete(case, "choose_next_step", anna, {"way": "INTERNSHIP"})
        internship = {
            "employer": "Pflegeheim Sonnenhang",
            "activity": "Pflegehilfe",
            "starts_on": (first + timedelta(days=30)).isoformat(),
            "ends_on": due,
            "aims": ["ASSESS_FITNESS"],
            "funding": "UNEMPLOYMENT_INSURANCE",
        }
        self._complete(case, "organise_internship", anna, internship)

    def luzern(self, client: Mapping[str, Any]) -> None:
        """A case of Luzern, up to the moment at which everybody has something to prepare."""
        case = self._referred(client, wanted="YES", guest="paul_praxis", capacity="Psychotherapeut")
        if case is not None:
            self._table(case).begin_plan(self._today)
            self._meeting(case, self._actor("klara_koo_lu"), self._actor("rita_rav_lu"))

    def bound(self, client: Mapping[str, Any]) -> None:
        """A case of Luzern that began weeks ago: its plan binds in the second version."""
        clock = StoryClock(self._engine.clock.now() - _BOUND_SINCE)
        past = _Demo(replace(self._bruecke, engine=replace(self._engine, clock=clock)))
        case = past._referred(client, wanted="NO")
        if case is not None:
            past._table(case).bind_plan(clock, past._today)

    def _table(self, case: int) -> DemoTable:
        logins = ("klara_koo_lu", "rita_rav_lu", "sonja_sd_lu", "ivo_iv_lu")
        return DemoTable(self._engine, case, *(self._actor(login) for login in logins))

    def _referred(
        self, client: Mapping[str, Any], *, wanted: str, guest: str = "", **more: str
    ) -> int | None:
        """A case whose participants the coordination has named, and whether the person wants a `guest` there; None where
        Luzern's procedure is not there."""
        sonja, klara = self._actor("sonja_sd_lu"), self._actor("klara_koo_lu")
        today, offices = self._today.isoformat(), ["RAV", "SOCIAL", "IV"]
        with self._engine.store.reading() as work:
            if newest(work, LUZERN, self._engine) is None:
                return None
        opening = Opening(LUZERN, {})
        case = int(start_case(self._engine, self._bruecke.vault, sonja, opening)["case"])
        days = {
            f"{office.lower()}_registered_on": (self._today - timedelta(days=70 - 10 * number)).isoformat()
            for number, office in enumerate(offices)
        }
        need = {
            "unemployed": True,
            "several_institutions": True,
            "justification": "Drei Stellen arbeiten nebeneinander.",
            "as_of": today,
        }
        self._complete(
            case, "check_eligibility", sonja, {**client, "registered_with": offices, **days, **need}
        )
        self._complete(case, "inform_client", sonja, {"informed_on": today, "leaflet_given": True})
        signed = self._consent([*offices, "COORDINATION"]) | {
            "explained_by": str(sonja.user_key),
            "language": "de",
            "purpose": "IIZ_COORDINATION",
            "document_reference": "SD, Ablage 7",
        }
        self._complete(case, "data_exchange_consent", sonja, signed)
        referral = {
            "question": "Welche Tätigkeit ist möglich, und wer finanziert die Abklärung?",
            "involved_offices": offices,
            "registered_on": today,
        }
        self._complete(case, "register_case", sonja, referral)
        self._complete(case, "check_registration", klara, {"complete": "YES"})
        named = {
            "professional_rav": "rita_rav_lu",
            "professional_social": "sonja_sd_lu",
            "professional_iv": "ivo_iv_lu",
        } | ({"guest": guest} if guest else {})
        people = {field: str(self._users[login].key) for field, login in named.items()}
        self._complete(case, "determine_participants", klara, {**people, "wanted": wanted, **more})
        return case

    def _meeting(self, case: int, klara: Actor, rita: Actor) -> None:
        """The assessment meeting is called; one of those invited has answered."""
        day = self._today + timedelta(days=14)
        day += timedelta(days=8 - day.isoweekday() if day.isoweekday() > 5 else 0)
        begins = datetime.combine(day, time(9, 15), ZONE).astimezone(UTC)
        told = Told(
            "Sitzungszimmer 2, Koordinationsstelle", "Belastbarkeit, nächste Schritte, wer übernimmt was"
        )
        meeting = int(
            call_meeting(self._engine, klara, case, NewMeeting("assessment", begins, told))["meeting"]
        )
        with self._engine.store.reading() as work:
            hers = work.find(Invitation, meeting_key=meeting, user_key=rita.user_key)[0]
        answer_invitation(self._engine, rita, hers.key, 0, accepts=True)

    def basel(self, client: Mapping[str, Any]) -> None:
        """A case of Basel-Landschaft that the IV has returned once, and that is offered to it anew."""
        ruth, felix, irene = (self._actor(login) for login in ("ruth_rav_bl", "felix_fs_bl", "irene_iv_bl"))
        today = self._today.isoformat()
        with self._engine.store.reading() as work:
            if newest(work, BASEL, self._engine) is None:
                return
        case = int(start_case(self._engine, self._bruecke.vault, ruth, Opening(BASEL, {}))["case"])
        triage = {"health_problem": ["PHYSICAL"], "assessment_needed": "YES", "medical_certificate": True}
        self._complete(case, "triage", ruth, {**client, **triage})
        signed = self._consent(["RAV", "COORDINATION", "IV"]) | {
            "explained_by": str(ruth.user_key),
            "language": "de",
            "purpose": "IIZ_COORDINATION",
            "document_reference": "RAV, Ablage 3",
        }
        self._complete(case, "data_exchange_consent", ruth, signed)
        question = "Welche Tätigkeit ist noch möglich, und wer ist zuständig?"
        self._complete(case, "assign", ruth, {"assigned_on": today, "question": question})
        self._complete(case, "take_over", felix, {"taken_on": today})
        self._complete(case, "define_scope", felix, {"external_needed": "NO"})
        told = {"work_capacity": 20, "limitations": "Nur im Sitzen, zwei Stunden am Tag.", "placeable": "NO"}
        self._complete(case, "assess_capacity", felix, {"assessed_on": today, **told})
        self._complete(case, "coordinate_offers", felix, {"plan": "NO", "iv_involvement": "NONE"})
        for is_last in (False, True):
            self._complete(case, "clarify_competence", felix, {"competent": "IV"})
            offered = self._hand_over(case, felix, irene)
            self._complete(case, "coordinate_handover", felix, {"way": "OFFERED"})
            if not is_last:
                why = "Die Anmeldung bei der IV fehlt noch; bitte zuerst mit der Person ausfüllen."
                return_handover(self._engine, irene, int(offered["handover"]), offered["version"], why)

    def _hand_over(self, case: int, felix: Actor, irene: Actor) -> Mapping[str, Any]:
        """Who it is and what they can still do goes to the IV."""
        wanted = ("last_name", "first_name", "born_on", "work_capacity", "limitations", "question")
        records = self._bruecke.case_file.records
        with self._engine.store.reading() as work:
            found = records.current(work, case, ["person", "capacity_assessment", "assignment"])
        fields = tuple((record.row.key, name) for record in found for name in record.values if name in wanted)
        new = NewPacket(irene.institution_key, fields, CONSENT, "Prüfung, ob die IV zuständig ist.")
        return offer_handover(self._engine, records, felix, case, "iv", new)

    def _note(self, case: int, author: Actor, text: str, reader: Actor) -> None:
        new = NewNote(text, SHARED, "WORK", (reader.user_key,))
        write_note(self._engine, author, case, new)

    def _packet(self, case: int, sender: Actor, receiver: Actor) -> None:
        """Where the person lives, and what they need to find work, for the other office's file."""
        wanted = (
            ("person", "last_name"),
            ("person", "first_name"),
            ("person", "town"),
            ("situation", "fit_for_labour_market"),
        )
        records = self._bruecke.case_file.records
        with self._engine.store.reading() as work:
            found = records.current(work, case, [kind for kind, _ in wanted])
        fields = tuple(
            (record.row.key, name)
            for record in found
            for kind, name in wanted
            if record.row.type == kind and name in record.values
        )
        new = NewPacket(receiver.institution_key, fields, CONSENT, "Für die Stellensuche in der Region.")
        send_packet(self._engine, records, sender, case, new)

    def _actor(self, login: str) -> Actor:
        with self._engine.store.reading() as work:
            identity = identity_of(work, self._users[login].key)
        assert identity is not None
        return identity.actor()

    def _open_task(self, case: int, element: str) -> Task:
        with self._engine.store.reading() as work:
            return next(
                task for task in work.find(Task, instance_key=case, status="open") if task.element == element
            )

    def _complete(self, case: int, element: str, actor: Actor, answers: Mapping[str, Any]) -> None:
        task = self._open_task(case, element)
        complete_task(self._engine, actor, task.key, answers, task.version)

    def _draft(self, case: int, element: str, actor: Actor, answers: Mapping[str, Any]) -> None:
        task = self._open_task(case, element)
        save_draft(self._engine, actor, task.key, answers, task.version)

    def _decide(self, case: int, element: str, actor: Actor, answer: str) -> None:
        with self._engine.store.reading() as work:
            gateway = next(
                g for g in work.find(Gateway, instance_key=case, status="open") if g.element == element
            )
            package = self._engine.versions.get(work, self._version(case))
            node = package.model.elements[element]
            now = self._engine.clock.now()
            basis = propose(package, self._engine.case_file, work, case, node, now).digest
        decide_gateway(self._engine, actor, gateway.key, answer, basis)

    def _version(self, case: int) -> int:
        with self._engine.store.reading() as work:
            instance = work.get(Instance, case)
        assert instance is not None
        return instance.procedure_version_key

    def _registration(self, client: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **client,
            "correspondence_language": "fr",
            "street": "Rue du Rhône",
            "house_number": "1",
            "postcode": "1950",
            "municipality_bfs": 6266,
            "registered_with": ["RAV", "SOCIAL"],
            "rav_registered_on": (self._today - timedelta(days=200)).isoformat(),
            "social_registered_on": (self._today - timedelta(days=120)).isoformat(),
            "exhausted": False,
            "social_assistance": True,
            "fit_for_labour_market": "YES",
        }

    def _consent(
        self, recipients: list[str], signed: date | None = None, *, participation: bool = False
    ) -> dict[str, Any]:
        day = (signed or self._today).isoformat()
        categories = (
            ["MASTER", "MEASURE"]
            if participation
            else ["MASTER", "WORK", "MEASURE", "FINANCE", "FAMILY", "HEALTH", "SOCIAL_ASSISTANCE"]
        )
        return {
            "explained_by": str(self._users["carla_smz"].key),
            "explained_on": day,
            "language": "fr",
            "decision": "GRANTED",
            "recipients": recipients,
            "categories": categories,
            "purpose": "TANDEM_SUPPORT" if participation else "ANALYSIS_AND_TANDEM",
            "form": "PAPER",
            "signed_on": day,
            "document_reference": "SMZ, Ablage 12",
        }
