"""What a change costs the database: statements and commits of a request, whatever the case has behind it."""

import pytest

from tests.api.house import REGISTRATION, House
from tests.api.statements import counted
from tests.api.test_single_models import deploy, flow, model, tasks

LENGTH = 30


def chain(name: str, length: int) -> bytes:
    """A model of so many tasks in a row."""
    body = (
        '<startEvent id="s"/>'
        + "".join(f'<userTask id="t{n}"/>' for n in range(length))
        + '<endEvent id="e"/>'
    )
    flows = [("s", "t0"), *((f"t{n}", f"t{n + 1}") for n in range(length - 1)), (f"t{length - 1}", "e")]
    return model(name, body + "".join(flow(f"f{at}", *ends) for at, ends in enumerate(flows)))


def told(statements: list[str]) -> tuple[int, int]:
    """How many were asked, and how many transactions wrote."""
    kept = [text for text in statements if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    wrote = {"INSERT", "UPDATE", "DELETE", "WITH"}
    ends = [at for at, text in enumerate(statements) if text.startswith("COMMIT")]
    begins = [0, *ends]
    writing = sum(
        any(text.split()[0] in wrote for text in statements[begin:end])
        for begin, end in zip(begins, ends, strict=False)
    )
    return len(kept), writing


@pytest.fixture
def counts(own_house: House) -> list[tuple[int, int]]:
    """Statements and writing transactions of each completion of a long case, from the first to the last but one."""
    house = own_house
    deploy(house, chain("chain", LENGTH))
    case = house.post("carla_smz", "/api/cases", {"procedure": "chain"})["case"]
    found = []
    for number in range(LENGTH - 1):
        (task,) = tasks(house, case)
        body = {"version": 1, "variables": {"answer": number}}
        with counted(house) as statements:
            path = f"/api/tasks/{task['key']}/completion"
            house.post("carla_smz", path, body, headers={"Idempotency-Key": f"c{number}"})
        found.append(told(statements))
    return found


def test_a_completion_costs_the_same_at_the_end_of_a_case_as_at_its_beginning(
    counts: list[tuple[int, int]],
) -> None:
    assert len(set(counts)) == 1


def test_a_change_is_one_commit(counts: list[tuple[int, int]], own_house: House) -> None:
    case = own_house.open_case("carla_smz")
    with counted(own_house) as statements:
        own_house.complete("carla_smz", case, REGISTRATION)

    assert {commits for _, commits in counts} == {1}
    assert told(statements)[1] == 1


FEW = {"start": 3, "completion": 6, "start of a package": 10, "form": 11}
"""At most: who asks, what they see, the case, and what is written; a form besides reads and writes what is on record.
The start of Valais reads one kind of record: whether the exchange that lapses was that of somebody who has found work."""


def test_a_change_takes_few_statements(house: House) -> None:
    deploy(house, chain("steps", 3))
    body = {"procedure": "steps"}
    first = house.post("carla_smz", "/api/cases", body)["case"]  # the version has been used from now on
    found = {}

    with counted(house) as statements:
        house.post("carla_smz", "/api/cases", body, headers={"Idempotency-Key": f"s{first}"})
    found["start"] = told(statements)[0]
    (task,) = tasks(house, first)
    with counted(house) as statements:
        done = {"version": 1, "variables": {"answer": 1}}
        path = f"/api/tasks/{task['key']}/completion"
        house.post("carla_smz", path, done, headers={"Idempotency-Key": f"c{first}"})
    found["completion"] = told(statements)[0]
    house.open_case("carla_smz")  # the package has been read from now on
    with counted(house) as statements:
        case = house.open_case("carla_smz")
    found["start of a package"] = told(statements)[0]
    task = house.task(case)
    with counted(house) as statements:
        done = {"version": task.version, "answers": REGISTRATION}
        path = f"/api/tasks/{task.key}/completion"
        house.post("carla_smz", path, done, headers={"Idempotency-Key": f"f{first}"})
    found["form"] = told(statements)[0]

    assert {name: (number, FEW[name]) for name, number in found.items() if number > FEW[name]} == {}


MOST = 15
"""Of any request that does one thing in a case: what it reads for rules, names and rooms does not grow with the case."""


def test_whatever_is_done_in_a_case_takes_few_statements(own_house: House) -> None:
    house = own_house
    house.case_at("closed")  # whoever acts has signed in, and what is read once has been read
    with counted(house) as statements:
        house.case_at("closed")
        case = house.case_at("agreed")
        house.post(
            "ines_koo", f"/api/cases/{case}/lead", {"user": str(house.users["ines_koo"].key), "reason": "r"}
        )
        house.post("carla_smz", f"/api/cases/{house.case_at('granted')}/end", {"reason": "r"})

    requests: list[list[str]] = []
    for text in statements:
        if "FROM api_token" in text:  # who asks, at the beginning of each
            requests.append([])
        requests[-1].append(text)
        if text.startswith("COMMIT"):  # what comes after it, until somebody asks, is the test's own
            requests.append([])
    dearest = max(requests, key=lambda request: told(request)[0])
    assert len(requests) > 30
    assert told(dearest)[0] <= MOST, "\n".join(dearest)
