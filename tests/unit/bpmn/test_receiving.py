"""A receive task that begins its process is read as a message start event, and the deploy report tells it."""

from engine.bpmn.model import Text
from engine.bpmn.reading import read_model
from engine.packages.single import judge_single, load_single
from tests.bpmn.play import Play
from tests.oracle.drawing import document, path, receive, start, user

BEGUN = document(
    p=start("s") + receive("r", "m1", begins=True) + receive("q", "m2", begins=True) + user("u")
    + path("s u") + path("r u") + path("q u")
)  # fmt: skip


def test_a_receive_task_that_begins_waits_among_the_start_events_with_its_message() -> None:
    content = load_single({"m.bpmn": BEGUN}, {}).model.content[None]

    starts = {item.id: item.triggers for item in content if item.kind == "startEvent"}

    assert list(starts) == ["s", "r", "q"]
    assert [trigger.name for trigger in starts["r"]] == [Text("m1", False)]


def test_the_deploy_report_tells_how_it_was_read() -> None:
    judged = judge_single({"m.bpmn": BEGUN})

    assert (judged.faults, judged.todo) == ((), ())
    assert [(note.place, note.rule) for note in judged.notes] == [
        ("r", "READ-RECEIVE"),
        ("q", "READ-RECEIVE"),
    ]


def test_what_began_the_instance_is_in_its_history() -> None:
    it = Play(BEGUN, {"x": 1}, start="r", save=True)

    assert (it.completed, it.open(), it.waits(), it.variables) == (["r"], ["u"], [], {"x": 1})


def test_one_that_a_flow_leads_to_waits_for_its_message() -> None:
    model = read_model(document(p=start("s") + receive("r", "m1", begins=True) + path("s r")), "m.bpmn")

    assert model.elements["r"].kind == "receiveTask"
    assert model.notes == ()
