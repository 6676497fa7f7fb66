"""What stands in a case is corrected by who recorded it: with a reason, by the form that asked, and what stood there stays."""

from datetime import date
from typing import Any

import pytest

from api.worker import work_once
from cases.commands.break_glass import break_glass
from cases.commands.correct_record import correct_record
from cases.commands.end_case import end_case
from cases.commands.hold_case import hold_case
from cases.commands.withdraw_consent import withdraw_consent
from cases.corrections import (
    ConsentNotCorrected,
    NothingCorrected,
    RecordChanged,
    RecordedTogether,
    ResultNotCorrected,
)
from cases.rows import BlindIndex, Case, Consent, Record
from engine.chain import first_break
from engine.commands.decide_gateway import decide_gateway
from engine.errors import AnswersRejected, BasisChanged, CaseHeld, ReasonMissing
from engine.ports import NotAllowed, NotVisible
from engine.rows import Event
from engine.store import Store
from engine.transaction import Request
from tests.play import Play

NO_GROUP = {"social_assistance": False, "fit_for_labour_market": "UNCLEAR"}


def played(store: Store, **answers: Any) -> tuple[Play, int]:
    """A case whose authority is granted."""
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", play.registration(**answers))
    play.complete(case, "data_exchange_consent", "carla_smz", play.consent("RAV"))
    return play, case


def correct(
    play: Play, case: int, kind: str, version: int = 1, login: str = "carla_smz", **fields: Any
) -> Any:
    files = play.house.case_file
    return correct_record(
        play.engine, files.records, play.actor(login), case, kind, version, fields, "Verschrieben."
    )


def on_record(play: Play, case: int, kind: str) -> dict[str, Any]:
    with play.engine.store.reading() as work:
        found = play.house.case_file.records.current(work, case, [kind])
    return {name: value for record in found for name, value in record.values.items()}


def rows_of(play: Play, case: int, kind: str) -> list[Record]:
    with play.engine.store.reading() as work:
        return work.find(Record, case_key=case, type=kind)


def kinds_of(play: Play, case: int) -> list[str]:
    with play.engine.store.reading() as work:
        events = sorted(work.find(Event, instance_key=case), key=lambda event: event.sequence)
    assert first_break(events) is None
    return [event.kind for event in events]


def going_on_again(play: Play, case: int, kind: str) -> None:
    """The person has said how to go on, in a record of this type, and has decided anew: the case runs."""
    if kind == "next_steps":
        with play.engine.store.reading() as work:
            consent = work.find(Consent, case_key=case)[-1]
        withdraw_consent(play.engine, play.actor("carla_smz"), consent.key)
        play.complete(
            case, "clarify_next_steps", "carla_smz", {"way": "NEW_AUTHORITY", "agreed_with_person": True}
        )
        play.complete(case, "renew_authority", "carla_smz", play.consent("RAV"))
    else:
        play.analysed(case)
        play.decide(case, "complex_situation", "yes")
        agreement = play.consent("COORDINATION")
        play.complete(
            case, "participation_agreement", "carla_smz", {**agreement, "valid_until": "2026-03-15"}
        )
        play.clock.set_day(date(2026, 3, 16))
        work_once(play.house)
        play.complete(
            case, "clarify_participation", "carla_smz", {"way": "NEW_AGREEMENT", "agreed_with_person": True}
        )
        play.complete(case, "renew_agreement", "carla_smz", {**agreement, "signed_on": "2026-03-16"})


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("kind", ["next_steps", "participation_choice"])
def test_a_correction_ends_no_exchange(store: Store, kind: str):
    play, case = played(store)
    going_on_again(play, case, kind)
    before = kinds_of(play, case)

    with pytest.raises(AnswersRejected) as rejected:
        correct(play, case, kind, way="ORDINARY_CARE", note="Doch nicht")
    after = kinds_of(play, case)
    correct(play, case, kind, note="Am Telefon")

    assert [(fault.field, fault.code) for fault in rejected.value.faults] == [("way", "ends-exchange")]
    assert after == before
    assert on_record(play, case, kind)["note"] == "Am Telefon"
    assert play.instance(case).status == "running"
    assert kinds_of(play, case)[len(before) :] == ["RECORD_CORRECTED"]


def test_a_correction_is_a_new_version_and_the_earlier_one_stays_with_its_end(store: Store):
    play, case = played(store)

    answer = correct(play, case, "person", last_name="Perrin", phone="027 123 45 67")

    assert answer == {"case": str(case), "type": "person", "version": 2, "fields": ["last_name", "phone"]}
    person = on_record(play, case, "person")
    assert (person["last_name"], person["first_name"]) == ("Perrin", "Sara")
    earlier, newer = sorted(rows_of(play, case, "person"), key=lambda row: row.number)
    assert earlier.replaced_at == newer.created_at
    assert newer.replaced_at is None
    assert (newer.owners, newer.category, newer.task_key) == (earlier.owners, "MASTER", earlier.task_key)
    assert kinds_of(play, case)[-1] == "RECORD_CORRECTED"


def test_the_event_names_fields_and_never_values(store: Store):
    play, case = played(store)

    correct(play, case, "person", last_name="Perrin")

    with store.reading() as work:
        codes = max(work.find(Event, instance_key=case), key=lambda event: event.sequence).codes
    assert "last_name" in codes
    assert "Perrin" not in codes


def test_a_name_that_was_corrected_is_found_and_the_wrong_one_no_more(store: Store):
    play, case = played(store, ahv_number="756.9217.0769.85")

    correct(play, case, "person", last_name="Perrin", ahv_number=None)

    vault = play.house.vault
    with store.reading() as work:
        found = {(row.kind, row.digest) for row in work.find(BlindIndex)}
    assert found == {
        ("last_name", vault.index("last_name", "Perrin")),
        ("name", vault.index("name", "Sara Perrin")),
    }
    assert on_record(play, case, "person")["ahv_number"] is None


def test_what_hangs_on_an_answer_comes_and_goes_with_it(store: Store):
    play, case = played(store)

    correct(play, case, "registration", registered_with=["RAV"])
    without = on_record(play, case, "registration")
    correct(play, case, "registration", 2, registered_with=["RAV", "IV"], iv_registered_on="2026-01-20")

    now = on_record(play, case, "registration")
    assert (without["registered_with"], without["social_registered_on"]) == (["RAV"], None)
    assert now["iv_registered_on"] == date(2026, 1, 20)
    [row] = [row for row in rows_of(play, case, "registration") if row.category == "HEALTH"]
    assert row.owners == str(play.users["carla_smz"].institution_key)


@pytest.mark.parametrize(
    ("kind", "fields", "fault"),
    [
        ("person", {"ahv_number": "756.0000.0000.00"}, ("ahv_number", "format_ahv")),
        ("person", {"born_on": "2027-01-01"}, ("born_on", "date_past")),
        ("person", {"last_name": None}, ("last_name", "required_text")),
        ("person", {"shoe_size": 38}, ("shoe_size", "unknown_field")),
        ("person", {"born_on": "2026-02-01"}, ("rav_registered_on", "rule.rav_registered_after_birth")),
        ("registration", {"registered_with": ["IV"]}, ("iv_registered_on", "required_date")),
        ("registration", {"rav_registered_on": "1990-01-01"}, ("rav_registered_on", "rule.rav_registered_after_birth")),
        ("situation", {"fit_for_labour_market": "PERHAPS"}, ("fit_for_labour_market", "not_option")),
    ],
)  # fmt: skip
def test_what_the_form_would_not_take_is_no_correction(
    store: Store, kind: str, fields: dict[str, Any], fault: tuple[str, str]
):
    play, case = played(store)
    before = kinds_of(play, case)

    with pytest.raises(AnswersRejected) as rejected:
        correct(play, case, kind, **fields)

    assert fault in {(one.field, one.code) for one in rejected.value.faults}
    assert kinds_of(play, case) == before
    assert [row.number for row in rows_of(play, case, kind)] == [1] * len(rows_of(play, case, kind))


def test_who_saw_an_older_version_corrects_nothing(store: Store):
    play, case = played(store)
    correct(play, case, "person", last_name="Perrin")

    with pytest.raises(RecordChanged) as refused:
        correct(play, case, "person", 1, last_name="Perron")

    assert refused.value.version == 2
    assert on_record(play, case, "person")["last_name"] == "Perrin"


def test_the_same_request_corrects_once(store: Store):
    play, case = played(store)
    records, carla = play.house.case_file.records, play.actor("carla_smz")
    asked = (case, "person", 1, {"last_name": "Perrin"}, "Verschrieben.")

    answers = [
        correct_record(play.engine, records, carla, *asked, Request.of("once", "Perrin")) for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(rows_of(play, case, "person")) == 2


def test_what_is_on_record_already_and_what_has_no_reason_is_refused(store: Store):
    play, case = played(store)
    records, carla = play.house.case_file.records, play.actor("carla_smz")

    with pytest.raises(NothingCorrected):
        correct(play, case, "person", last_name="Perren")
    with pytest.raises(ReasonMissing):
        correct_record(play.engine, records, carla, case, "person", 1, {"last_name": "Perrin"}, "  ")


@pytest.mark.requirement("VS-04")
def test_only_who_recorded_it_corrects_it(store: Store):
    play, case = played(store)
    with store.reading() as work:
        reference = work.get(Case, case).reference  # type: ignore[union-attr]  # it is there
    break_glass(play.engine, play.actor("nora_smz"), reference, "Am Schalter")

    for login, kind, error in (
        ("anna_rav", "person", NotAllowed),
        ("nora_smz", "person", NotAllowed),
        ("karl_rav", "person", NotVisible),
        ("beat_iv", "person", NotVisible),
        ("dario", "person", NotVisible),
        ("carla_smz", "tandem", NotVisible),
        ("carla_smz", "nothing", NotVisible),
    ):
        with pytest.raises(error):
            correct(play, case, kind, 1, login, last_name="Perrin")
    assert correct(play, case, "person", 1, "lea_smz", last_name="Perrin")["version"] == 2


@pytest.mark.requirement("VS-04")
def test_declarations_results_and_what_two_recorded_together_are_refused_by_name(store: Store):
    play, case = played(store)
    play.analysed(case)

    for kind, error in (
        ("data_exchange_consent", ConsentNotCorrected),
        ("target_group_check", ResultNotCorrected),
        ("joint_analysis", RecordedTogether),
    ):
        with pytest.raises(error):
            correct(play, case, kind, 1, decision="REFUSED")


def test_a_rule_is_applied_again_and_the_case_goes_on(store: Store):
    play, case = played(store, **NO_GROUP)
    play.analysed(case)
    waiting = play.gateway(case, "target_group_met")

    correct(play, case, "situation", social_assistance=True, fit_for_labour_market="YES")

    assert waiting.waits_for == "confirmation"
    assert on_record(play, case, "target_group_check")["target_group"] == "C"
    assert play.gateway(case, "complex_situation").waits_for == "decision"
    assert kinds_of(play, case)[-4:] == [
        "RECORD_CORRECTED",
        "DECISION_EVALUATED",
        "GATEWAY_DECIDED",
        "GATEWAY_OPENED",
    ]


def test_an_answer_to_a_question_whose_basis_was_corrected_comes_too_late(store: Store):
    play, case = played(store, **NO_GROUP)
    play.analysed(case)
    seen = play.gateway(case, "target_group_met")

    correct(play, case, "situation", fit_for_labour_market="NO")

    now = play.gateway(case, "target_group_met")
    assert now.version == seen.version + 1
    with pytest.raises(BasisChanged) as refused:
        decide_gateway(play.engine, play.actor("carla_smz"), seen.key, "no", seen.basis_digest, None)
    assert refused.value.basis == now.basis_digest


def test_without_the_authority_a_correction_holds_and_no_rule_is_applied(store: Store):
    play, case = played(store)
    play.analysed(case)
    with store.reading() as work:
        [consent] = work.find(Consent, case_key=case)
    withdraw_consent(play.engine, play.actor("carla_smz"), consent.key)

    correct(play, case, "situation", **NO_GROUP)

    assert on_record(play, case, "situation")["fit_for_labour_market"] == "UNCLEAR"
    assert on_record(play, case, "target_group_check")["target_group"] == "C"


def test_a_case_that_has_ended_is_corrected_and_stays_ended(store: Store):
    play, case = played(store)
    carla = play.actor("carla_smz")
    end_case(play.engine, carla, case, "Umzug nach Bern")
    ended = play.instance(case)

    correct(play, case, "person", last_name="Perrin")

    now = play.instance(case)
    assert (now.status, now.outcome, now.ended_at) == (ended.status, ended.outcome, ended.ended_at)
    assert on_record(play, case, "person")["last_name"] == "Perrin"
    assert kinds_of(play, case)[-1] == "RECORD_CORRECTED"


def test_a_case_that_people_have_suspended_is_corrected_when_it_is_resumed(store: Store):
    play, case = played(store)
    hold_case(play.engine, play.actor("carla_smz"), case, "Ausland")

    with pytest.raises(CaseHeld):
        correct(play, case, "person", last_name="Perrin")
