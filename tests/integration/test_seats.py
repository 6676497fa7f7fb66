"""Seats open and close with what they belong to, whatever else happens in the same step."""

from cases.commands.migrate_case import migrate_case, undo_migration
from engine.rows import Gateway, Seat
from engine.store import Store
from tests.play import WALLIS, Play
from tests.seats import require_right_seats

HEAD = '<bpmn:sequenceFlow id="target_group_met_yes"'
ASKED = "complex_situation"
BOTH = {"rav_adviser", "social_worker"}
BESIDE = """<bpmn:parallelGateway id="both" /><bpmn:endEvent id="over"><bpmn:terminateEventDefinition /></bpmn:endEvent>
<bpmn:exclusiveGateway id="once_more" name="Komplexe Situation?"><bpmn:extensionElements><zeebe:properties>
<zeebe:property name="bruecke.gateway" value="judgement" /><zeebe:property name="bruecke.decision" value="complex_situation" />
<zeebe:property name="bruecke.seats" value="rav_adviser,social_worker" /></zeebe:properties></bpmn:extensionElements>
</bpmn:exclusiveGateway>
<bpmn:sequenceFlow id="both_asks" sourceRef="both" targetRef="once_more" />
<bpmn:sequenceFlow id="both_ends" sourceRef="both" targetRef="over" />
"""


def seats(store: Store, case: int, element: str) -> set[str]:
    with store.reading() as work:
        subjects = [row.key for row in work.find(Gateway, instance_key=case) if row.element == element]
        return {seat.role for seat in work.find(Seat, subject_key=subjects, is_open=True)}


def changed(*changes: tuple[str, str]) -> dict[str, bytes]:
    """The package of Valais as a later version with other lines in its model."""
    files = {
        name: content.decode() for name, content in WALLIS.items() if name in {"tandem.bpmn", "package.yaml"}
    }
    for before, after in changes:
        assert before in files["tandem.bpmn"]
        files["tandem.bpmn"] = files["tandem.bpmn"].replace(before, after)
    return {**WALLIS, **{name: text.encode() for name, text in files.items()}}


def test_a_question_that_ends_in_the_step_in_which_it_begins_leaves_no_seat(store: Store) -> None:
    play = Play(store)
    yes = '<bpmn:sequenceFlow id="complex_situation_yes" name="Ja" sourceRef="complex_situation" targetRef="'
    flows = [
        f'<bpmn:sequenceFlow id="more_{n}" sourceRef="once_more" targetRef="{to}"><bpmn:conditionExpression>=case.complex_situation.answer = "{n}"</bpmn:conditionExpression></bpmn:sequenceFlow>'
        for n, to in (("yes", "participation_agreement"), ("no", "not_complex"))
    ]
    play.release_unchecked(
        changed(
            (yes + 'participation_agreement"', yes + 'both"'),
            (HEAD, BESIDE + "".join(flows) + HEAD),
        )
    )
    case = play.to_analysis()
    play.analysed(case)

    play.decide(case, "complex_situation", "yes")

    with store.reading() as work:
        statuses = [row.status for row in work.find(Gateway, instance_key=case) if row.element == "once_more"]
    assert play.instance(case).status == "completed"
    assert statuses in (["cancelled"], [])
    assert seats(store, case, "once_more") == set()


def test_the_seats_of_a_question_go_and_come_with_its_kind_from_version_to_version(store: Store) -> None:
    play = Play(store)
    carla = play.actor("carla_smz")
    play.release_unchecked(WALLIS)
    judged = play.to_analysis()
    play.analysed(judged)
    fact = changed(
        ('value="judgement"', 'value="fact"'),
        ("=complex_situation.complex<", '=case.participation_agreement.state = "granted"<'),
        ("=not(complex_situation.complex)<", '=case.participation_agreement.state = "refused"<'),
    )
    play.release_unchecked(fact, number=2)
    found = play.to_analysis()
    play.analysed(found)
    before = [(play.gateway(case, ASKED).kind, seats(store, case, ASKED)) for case in (judged, found)]

    migrate_case(play.engine, carla, judged, 2, {}, "A fact now")
    migrate_case(play.engine, carla, found, 1, {}, "Judged as before")
    after = [(play.gateway(case, ASKED).waits_for, seats(store, case, ASKED)) for case in (judged, found)]
    require_right_seats(store)
    undo_migration(play.engine, carla, judged, "Back")
    undo_migration(play.engine, carla, found, "Back")
    back = [(play.gateway(case, ASKED).waits_for, seats(store, case, ASKED)) for case in (judged, found)]

    assert before == [("judgement", BOTH), ("fact", set())]
    assert after == [("fact", set()), ("decision", BOTH)]
    assert back == [("decision", BOTH), ("fact", set())]


def test_a_question_that_is_a_fact_now_takes_the_way_that_is_on_record(store: Store) -> None:
    play = Play(store)
    play.release_unchecked(WALLIS)
    case = play.to_analysis()
    play.analysed(case)
    play.release_unchecked(
        changed(
            ('value="judgement"', 'value="fact"'),
            ("=complex_situation.complex<", '=case.data_exchange_consent.state = "granted"<'),
            ("=not(complex_situation.complex)<", '=case.data_exchange_consent.state = "refused"<'),
        ),
        number=2,
    )

    migrate_case(play.engine, play.actor("carla_smz"), case, 2, {}, "A fact now")

    assert play.task(case, "participation_agreement").status == "open"
    assert seats(store, case, ASKED) == set()
