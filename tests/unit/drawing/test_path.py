"""The list that says the same as the picture."""

from engine.drawing.path import Step, path_list
from engine.drawing.picture import Marks


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [s.element_id for s in steps]


def test_steps_come_in_the_order_of_the_flows_and_content_follows_its_sub_process(tandem: str) -> None:
    steps = path_list(tandem.encode())

    assert ids(steps) == [
        *("case_detected", "register_case", "joint_analysis", "check_target_group", "complex_situation"),
        *("offer_agreement", "agreement_signed", "assign_tandem", "accompany"),
        *("accompany_start", "again", "set_goals", "organise_placement", "evaluate_placement", "hired"),
        *("arrange_employment", "accompany_end", "talk"),
        *("nine_months", "close", "closed", "monthly", "explain_backlog", "backlog_explained"),
        *("declined", "not_complex"),
    ]


def test_a_step_says_its_name_kind_count_and_whether_the_case_stands_there(tandem: str) -> None:
    steps = path_list(tandem.encode(), Marks({"set_goals": 3}, ["talk"]), {"talk": "Entretien"})

    assert [s for s in steps if s.is_on_path] == [
        Step("set_goals", "Ziele und Prioritäten festlegen", "userTask", 3, False),
        Step("talk", "Entretien", "userTask", 0, True),
    ]


def test_circles_that_nothing_leads_into_are_listed_too() -> None:
    model = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">'
        '<task id="a"/><task id="b"/><startEvent id="s"/>'
        '<sequenceFlow id="f1" sourceRef="a" targetRef="b"/><sequenceFlow id="f2" sourceRef="b" targetRef="a"/>'
        "</process></definitions>"
    )

    steps = path_list(model.encode())

    assert sorted(ids(steps)) == ["a", "b", "s"]
    assert ids(steps)[0] == "s"


def test_a_chain_of_thousands_of_steps_is_listed() -> None:
    count = 5000
    tasks = "".join(f'<task id="t{i}"/>' for i in range(count))
    flows = "".join(
        f'<sequenceFlow id="f{i}" sourceRef="t{i}" targetRef="t{i + 1}"/>' for i in range(count - 1)
    )
    model = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">{flows}{tasks}</process></definitions>'

    steps = path_list(model.encode())

    assert ids(steps) == [f"t{i}" for i in range(count)]
