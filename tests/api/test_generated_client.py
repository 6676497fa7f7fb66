"""A client generated from our OpenAPI document is all an integrator needs to take a case to each of its ends."""

import importlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from engine.packages.archive import read_folder, write_zip
from tests.answers import (
    NO_GROUP,
    analysis,
    consent,
    ended_by_the_person,
    ended_with_work,
    goals,
    refusal,
    registration,
    tandem,
)
from tests.server import ROOT, Server, prepare, tokens

PACKAGE = "bruecke_client"
CONFIG = """
post_hooks: []
content_type_overrides:
  application/zip: application/octet-stream
  application/xml: application/octet-stream
  application/pdf: application/octet-stream
  image/png: application/octet-stream
  image/jpeg: application/octet-stream
  image/svg+xml: text/html
  text/csv: text/html
"""
"""What this generator has to be told: it knows no zip files, documents and pictures, only bytes and texts."""


class Client:
    """The generated client for one person: `tasks.list_tasks` becomes `call("tasks.list_tasks", ...)`."""

    def __init__(self, url: str, token: str) -> None:
        generated = importlib.import_module(f"{PACKAGE}.client")
        self._connection = generated.AuthenticatedClient(base_url=url, token=token)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.get_httpx_client().close()

    def call(self, operation: str, **arguments: Any) -> Any:
        """What the operation answers, as the generated class: the answer or the problem."""
        return importlib.import_module(f"{PACKAGE}.api.{operation}").sync(
            client=self._connection, **arguments
        )

    def open_work(self, subject: str, case: str, element: str) -> Any:
        """The one line of the worklist for an element of a case."""
        (line,) = [
            item
            for item in self.call(f"{subject}.list_{subject}", case=case).items
            if item.element == element
        ]
        return line

    def complete(self, case: str, element: str, answers: dict[str, Any]) -> Any:
        """Complete a task, or sign it."""
        task = self.open_work("tasks", case, element)
        body = shape("Answers", {"answers": answers, "version": task.version})
        return self.call("tasks.complete_task", task_key=task.key, body=body)

    def person(self, case: str, element: str, field: str, name: str) -> str:
        """The value that stands for somebody among the choices of a form."""
        task = self.open_work("tasks", case, element)
        form = self.call("tasks.read_form", task_key=task.key)
        (value,) = {choice.value for choice in form.choices[field] if choice.label.startswith(name)}
        return value

    def decide(self, case: str, element: str, answer: str) -> Any:
        """Answer a gateway on the basis that it shows."""
        line = self.open_work("gateways", case, element)
        shown = self.call("gateways.read_gateway", gateway_key=line.key)
        body = shape("Decision", {"answer": answer, "basis": shown.basis})
        return self.call("gateways.decide_gateway", gateway_key=line.key, body=body)


def shape(name: str, content: dict[str, Any]) -> Any:
    """An object of a generated class."""
    return getattr(models(), name).from_dict(content)


def models() -> ModuleType:
    """The generated classes."""
    return importlib.import_module(f"{PACKAGE}.models")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A running server: its address, and a token for everybody."""
    folder = tmp_path_factory.mktemp("generated")
    house = prepare(folder, f"sqlite:///{folder / 'bruecke.db'}")
    running = Server(house)
    running.start()
    yield running.url, tokens(house)
    running.kill()


@pytest.fixture(scope="module")
def document(server: tuple[str, dict[str, str]]) -> dict[str, Any]:
    """The OpenAPI document as the server gives it."""
    found: dict[str, Any] = httpx.get(f"{server[0]}/api/openapi.json").json()
    return found


@pytest.fixture(scope="module", autouse=True)
def generated(document: dict[str, Any]) -> Iterator[Path]:
    """The generated package, importable while these tests run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.json").write_text(json.dumps(document))
        (folder / "config.yaml").write_text(CONFIG)
        generator = [str(Path(sys.executable).with_name("openapi-python-client")), "generate"]
        options = ["--meta", "none", "--fail-on-warning", "--config", "config.yaml", "--output-path", PACKAGE]
        subprocess.run(
            [*generator, "--path", "openapi.json", *options], cwd=folder, check=True, capture_output=True
        )
        sys.path.insert(0, name)
        yield folder / PACKAGE
        sys.path.remove(name)
        for module in [known for known in sys.modules if known.split(".")[0] == PACKAGE]:
            del sys.modules[module]


@pytest.fixture
def cast(server: tuple[str, dict[str, str]]) -> Iterator[Callable[[str], Client]]:
    """The client of somebody, by login."""
    clients: dict[str, Client] = {}

    def of(login: str) -> Client:
        if login not in clients:
            clients[login] = Client(server[0], server[1][login])
        return clients[login]

    yield of
    for client in clients.values():
        client.close()


Cast = Callable[[str], Client]


def _registered(cast: Cast, **situation: Any) -> str:
    carla = cast("carla_smz")
    case: str = carla.call("cases.start_case", body=shape("StartCase", {"procedure": "wallis_tandem"})).case
    carla.complete(case, "register_case", registration(**situation))
    return case


def _consented(cast: Cast, **situation: Any) -> str:
    carla, case = cast("carla_smz"), _registered(cast, **situation)
    who = carla.person(case, "data_exchange_consent", "explained_by", "Carla Dayer")
    carla.complete(case, "data_exchange_consent", consent(who, "RAV", "ANALYSIS_AND_TANDEM"))
    return case


def _analysed(cast: Cast, *problem_fields: str, **situation: Any) -> str:
    case = _consented(cast, **situation)
    for login in ("carla_smz", "anna_rav"):
        cast(login).complete(case, "joint_analysis", analysis(*problem_fields))
    return case


def _complex(cast: Cast) -> str:
    case = _analysed(cast, "FINANCE", "FAMILY")
    for login in ("carla_smz", "anna_rav"):
        cast(login).decide(case, "complex_situation", "yes")
    return case


def _accompanied(cast: Cast, result: dict[str, Any]) -> str:
    carla, ines, case = cast("carla_smz"), cast("ines_koo"), _complex(cast)
    who = carla.person(case, "participation_agreement", "explained_by", "Carla Dayer")
    carla.complete(case, "participation_agreement", consent(who, "COORDINATION", "TANDEM_SUPPORT"))
    adviser = ines.person(case, "assign_tandem", "rav_adviser", "Anna Zurbriggen")
    worker = ines.person(case, "assign_tandem", "social_worker", "Carla Dayer")
    ines.complete(case, "assign_tandem", tandem(adviser, worker))
    for login in ("carla_smz", "anna_rav"):
        cast(login).complete(case, "set_goals", goals())
    carla.complete(case, "choose_next_step", {"way": "END"})
    for login in ("carla_smz", "anna_rav"):
        cast(login).complete(case, "close_accompaniment", result)
    return case


def ended_by_person(cast: Cast) -> str:
    """The whole thread, until the person does not want to be accompanied any longer."""
    return _accompanied(cast, ended_by_the_person())


def ordinary_care_continued(cast: Cast) -> str:
    """The person does not let the offices talk to each other."""
    carla, case = cast("carla_smz"), _registered(cast)
    who = carla.person(case, "data_exchange_consent", "explained_by", "Carla Dayer")
    carla.complete(case, "data_exchange_consent", refusal(who))
    return case


def not_target_group(cast: Cast) -> str:
    """The rule says no, and somebody confirms it."""
    case = _analysed(cast, "FINANCE", **NO_GROUP)
    carla = cast("carla_smz")
    line = carla.open_work("gateways", case, "target_group_met")
    shown = carla.call("gateways.read_gateway", gateway_key=line.key)
    assert (shown.waits_for, shown.proposal) == ("confirmation", "no")
    carla.call(
        "gateways.confirm_gateway", gateway_key=line.key, body=shape("Confirmation", {"basis": shown.basis})
    )
    return case


def not_complex(cast: Cast) -> str:
    """Both seats find that the situation is not complex."""
    case = _analysed(cast, "FINANCE")
    for login in ("carla_smz", "anna_rav"):
        cast(login).decide(case, "complex_situation", "no")
    return case


def participation_declined(cast: Cast) -> str:
    """The person does not take part."""
    carla, case = cast("carla_smz"), _complex(cast)
    who = carla.person(case, "participation_agreement", "explained_by", "Carla Dayer")
    carla.complete(case, "participation_agreement", refusal(who))
    return case


@pytest.mark.parametrize(
    "play",
    [ended_by_person, ordinary_care_continued, not_target_group, not_complex, participation_declined],
    ids=lambda play: play.__name__,
)
def test_the_generated_client_takes_a_case_to_each_of_its_ends(
    cast: Cast, play: Callable[[Cast], str]
) -> None:
    case = play(cast)

    found = cast("carla_smz").call("cases.read_case", case_key=case)
    assert (found.status, found.outcome) == ("completed", play.__name__)
    assert found.work == []


def test_the_generated_client_leaves_whoever_found_work_in_a_case_that_goes_on(cast: Cast) -> None:
    case = _accompanied(cast, ended_with_work())

    found = cast("carla_smz").call("cases.read_case", case_key=case)
    (wait,) = [
        one for one in cast("carla_smz").call("cases.list_waits", case_key=case).items if one.kind == "timer"
    ]
    assert (found.status, found.work) == ("running", [])
    assert wait.element == "half_a_year"


def test_every_operation_of_the_document_becomes_a_function(
    document: dict[str, Any], generated: Path
) -> None:
    wanted = {
        f"{operation['tags'][0]}/{operation['operationId']}.py"
        for operations in document["paths"].values()
        for operation in operations.values()
    }

    made = {f"{path.parent.name}/{path.name}" for path in generated.glob("api/*/*.py")}

    assert wanted <= made


def test_no_answer_of_an_operation_is_of_unknown_type(generated: Path) -> None:
    files = list(generated.glob("api/*/*.py"))

    vague = [path.stem for path in files if "cast(Any, None)" in path.read_text()]

    assert sorted(vague) == [
        "delete_webhook",
        "revoke_token",
        "sign_out",
    ]  # they answer 204: there is nothing


def test_a_refusal_arrives_as_a_problem_with_its_faults(cast: Cast) -> None:
    case = _consented(cast)

    problem = cast("carla_smz").complete(case, "joint_analysis", {"prioritising_difficult": "perhaps"})

    assert isinstance(problem, models().ProblemOut)
    assert problem.status == 422
    assert {fault.field for fault in problem.faults} == {"problem_fields", "prioritising_difficult"}


def test_a_task_changed_meanwhile_arrives_as_a_problem_with_its_version(cast: Cast) -> None:
    carla = cast("carla_smz")
    case = _registered(cast)
    task = carla.open_work("tasks", case, "data_exchange_consent")
    body = shape("Answers", {"answers": {}, "version": task.version + 7})

    problem = carla.call("tasks.complete_task", task_key=task.key, body=body)

    assert (problem.status, problem.version) == (409, task.version)


def test_the_client_withdraws_a_consent_that_it_found_in_the_list(cast: Cast) -> None:
    carla, case = cast("carla_smz"), _consented(cast)
    (given,) = carla.call("cases.list_consents", case_key=case).items

    carla.call("consents.withdraw_consent", consent_key=given.key)

    (withdrawn,) = carla.call("cases.list_consents", case_key=case).items
    assert (given.state, withdrawn.state) == ("granted", "withdrawn")


def test_the_client_reads_history_and_picture_of_a_case(cast: Cast) -> None:
    carla, case = cast("carla_smz"), _registered(cast)

    history = carla.call("cases.read_history", case_key=case)
    picture = carla.call("cases.read_diagram", case_key=case)

    assert [item.kind for item in history.items] == ["CASE_OPENED", "TASK_COMPLETED"]
    assert "<svg" in picture


def test_the_client_releases_a_package_from_a_file(cast: Cast) -> None:
    content = write_zip(read_folder(ROOT / "processes" / "wallis_tandem"))
    types = importlib.import_module(f"{PACKAGE}.types")
    package = types.File(payload=io.BytesIO(content), file_name="wallis_tandem.zip")

    released = cast("dario").call("procedures.deploy_procedure", body=package)

    assert (released.procedure, released.is_new) == ("wallis_tandem", False)
