"""Several processes in one upload, and cases that begin by what others have thrown."""

import pytest

from api.worker import work_once
from cases.openings import MOST_BEGUN
from cases.rows import Case
from engine.packages.archive import write_zip
from tests.api.house import House
from tests.api.test_single_models import complete, deploy, flow, model, start, tasks

ORDER = '<message id="M" name="order"/>'
OTHER = ORDER.replace("order", "order of another test")
SELLER = (
    '<process id="seller" isExecutable="true"><startEvent id="got"><messageEventDefinition messageRef="M"/>'
    '</startEvent><userTask id="pack" name="Pack"/>' + flow("x", "got", "pack") + "</process>"
)


def buyer(name: str) -> str:
    return (
        '<startEvent id="s"/><userTask id="ask"/><intermediateThrowEvent id="t">'
        f'<messageEventDefinition messageRef="M"/></intermediateThrowEvent><userTask id="{name}"/>'
        + flow("f", "s", "ask")
        + flow("g", "ask", "t")
        + flow("h", "t", name)
    )


def cases_of(house: House, procedure: str, login: str = "carla_smz") -> list[str]:
    items = house.get(login, "/api/cases?limit=200")["items"]
    return [item["key"] for item in items if item["procedure"] == procedure]


def rounds(house: House, number: int) -> None:
    for _ in range(number):
        work_once(house.bruecke)


def test_every_executable_process_of_a_file_is_a_procedure_and_one_begins_the_other(house: House) -> None:
    told = deploy(house, model("buyer", buyer("wait"), ORDER, SELLER))
    case = start(house, "buyer")
    complete(house, case, "ask", {"article": 7})
    work_once(house.bruecke)

    (begun,) = cases_of(house, "seller")
    opened, *_ = house.get("carla_smz", f"/api/cases/{begun}/history")["items"]

    assert told["others"] == [{"procedure": "seller", "version": "1.0.0"}]
    assert [task["element"] for task in tasks(house, begun)] == ["pack"]
    assert opened["kind"] == "CASE_OPENED"
    assert opened["actor"] is None
    assert cases_of(house, "seller", "anna_rav") == []
    colleague = house.get("lea_smz", f"/api/tasks?case={begun}")["items"]
    assert [task["element"] for task in colleague] == ["pack"]
    work_once(house.bruecke)
    assert cases_of(house, "seller") == [begun]


def test_a_case_that_waits_gets_the_message_before_one_is_begun(house: House) -> None:
    waiting = (
        '<startEvent id="s2"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/>'
        '</intermediateCatchEvent><userTask id="after"/>' + flow("f", "s2", "c") + flow("g", "c", "after")
    )
    roots = ORDER.replace("order", "order two")
    deploy(house, model("patient", waiting, roots, SELLER.replace('"seller"', '"hasty"')))
    deploy(house, model("caller", buyer("rest"), roots))
    patient, caller = start(house, "patient"), start(house, "caller")
    complete(house, caller, "ask", {})
    work_once(house.bruecke)

    assert [task["element"] for task in tasks(house, patient)] == ["after"]
    assert cases_of(house, "hasty") == []


def test_a_signal_begins_every_process_that_it_begins(house: House) -> None:
    signal = '<signal id="S" name="new week"/>'
    listener = (
        '<startEvent id="on"><signalEventDefinition signalRef="S"/></startEvent><userTask id="a"/>'
        + flow("f", "on", "a")
    )
    throws = '<startEvent id="s"/><endEvent id="e"><signalEventDefinition signalRef="S"/></endEvent>'
    for name in ("hears_one", "hears_two"):
        deploy(house, model(name, listener, signal))
    deploy(house, model("throws", throws + flow("f", "s", "e"), signal))

    start(house, "throws")
    rounds(house, 2)

    assert [len(cases_of(house, name)) for name in ("hears_one", "hears_two")] == [1, 1]


def test_what_cannot_begin_is_told_where_it_was_thrown(house: House) -> None:
    broken = (
        '<startEvent id="got"><messageEventDefinition messageRef="M"/></startEvent>'
        '<scriptTask id="x" name="Divide"><extensionElements><zeebe:script expression="=nothing.at.all + missing" '
        'resultVariable="r"/></extensionElements></scriptTask><exclusiveGateway id="q"/><endEvent id="e"/>'
        + flow("f", "got", "x")
        + flow("g", "x", "q")
        + flow("h", "q", "e", "=r = 1")
    )
    roots = ORDER.replace("order", "broken order")
    deploy(house, model("breaks", broken, roots))
    deploy(house, model("orders", buyer("rest"), roots))
    case = start(house, "orders")
    complete(house, case, "ask", {})
    work_once(house.bruecke)

    incidents = house.get("carla_smz", f"/api/cases/{case}/incidents")["items"]
    complete(house, case, "rest", {})

    assert [(item["code"], "could not begin" in item["message"]) for item in incidents] == [
        ("not-startable", True)
    ]
    assert cases_of(house, "breaks") == []
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"


def test_cases_do_not_begin_each_other_for_ever(house: House) -> None:
    again = (
        '<startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent>'
        '<endEvent id="e"><messageEventDefinition messageRef="M"/></endEvent>'
        + flow("f", "s", "e")
        + flow("g", "m", "e")
    )
    deploy(house, model("echo", again, ORDER.replace("order", "echo")))

    start(house, "echo")
    rounds(house, 30)

    assert len(house.rows(Case, procedure="echo")) == MOST_BEGUN + 1


def test_a_case_that_throws_much_begins_a_bounded_number_of_others(own_house: House) -> None:
    house = own_house
    many = (
        '<startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent>'
        '<sendTask id="t" messageRef="M"><multiInstanceLoopCharacteristics><loopCardinality>=40</loopCardinality>'
        "</multiInstanceLoopCharacteristics></sendTask>" + flow("f", "s", "t") + flow("g", "m", "t")
    )
    deploy(house, model("bomb", many, ORDER.replace("order", "bomb")))
    case = start(house, "bomb")

    rounds(house, 8)

    assert len(house.rows(Case, procedure="bomb")) <= MOST_BEGUN + 1
    kinds = [item["kind"] for item in house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]]
    assert kinds.count("CASE_BEGUN") >= 40


def test_a_process_that_comes_along_and_replaces_a_procedure_is_told(house: House) -> None:
    deploy(house, model("replaced_one", buyer("rest"), OTHER))

    told = deploy(
        house, model("newcomer", buyer("wait"), OTHER, SELLER.replace('"seller"', '"replaced_one"'))
    )

    assert [(item["rule"], item["place"]) for item in told["warnings"]] == [
        ("SINGLE-REPLACES", "replaced_one")
    ]


def test_an_upload_holds_at_most_twenty_processes(house: House) -> None:
    more = "".join(SELLER.replace('"seller"', f'"seller_{number}"') for number in range(20))

    refused = house.call(
        "dario", "POST", "/api/procedures/models", content=model("much", buyer("x"), ORDER, more)
    )

    assert [fault["rule"] for fault in refused.json()["faults"]] == ["SINGLE-SIZE"]


def test_models_of_a_zip_are_procedures_each(house: House) -> None:
    calling = (
        '<startEvent id="s"/><callActivity id="c"><extensionElements><zeebe:calledElement processId="inner"/>'
        "</extensionElements></callActivity>" + flow("f", "s", "c")
    )
    called = '<startEvent id="s"/><userTask id="deep"/>' + flow("f", "s", "deep")
    files = {"a.bpmn": model("outer", calling), "b.bpmn": model("inner", called)}
    told = house.call("dario", "POST", "/api/procedures", content=write_zip(files)).json()

    assert (told["procedure"], [item["procedure"] for item in told["others"]]) == ("outer", ["inner"])
    assert [task["element"] for task in tasks(house, start(house, "inner"))] == ["deep"]
    assert [task["element"] for task in tasks(house, start(house, "outer"))] == ["deep"]


def test_what_nothing_begins_and_what_is_not_there_to_be_called_is_told_at_once(house: House) -> None:
    body = (
        '<startEvent id="only" name="Mondays"><timerEventDefinition><timeCycle>R/P7D</timeCycle></timerEventDefinition>'
        '</startEvent><callActivity id="c" name="Inform"><extensionElements><zeebe:calledElement processId="nowhere"/>'
        "</extensionElements></callActivity>" + flow("f", "only", "c")
    )
    told = deploy(house, model("warned", body))

    assert {(item["rule"], item["place"], item["name"]) for item in told["warnings"]} >= {
        ("SINGLE-START", "only", "Mondays"),
        ("SINGLE-CALL", "c", "Inform"),
    }


@pytest.mark.parametrize("trigger", ["message", "timer"])
def test_the_only_start_event_needs_no_name(house: House, trigger: str) -> None:
    said = {
        "message": '<messageEventDefinition messageRef="M"/>',
        "timer": "<timerEventDefinition><timeDate>2030-01-01T00:00:00Z</timeDate></timerEventDefinition>",
    }
    body = f'<startEvent id="only">{said[trigger]}</startEvent><userTask id="a"/>' + flow("f", "only", "a")
    deploy(house, model(f"only_{trigger}", body, ORDER.replace("order", f"only {trigger}")))

    assert [task["element"] for task in tasks(house, start(house, f"only_{trigger}"))] == ["a"]
