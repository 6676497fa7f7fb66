"""Tasks: their form, answers, drafts and signatures."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from api.shapes.shape import Key, Shape, Version, example, one_of
from api.shapes.work import Seat


class TaskOut(Shape):
    """A task with the answers saved so far."""

    key: Key
    case: Key
    reference: str
    procedure: str
    element: str
    name: str
    status: Annotated[str, one_of("open", "completed", "cancelled")]
    version: int
    assignee: str | None
    form: str
    answers: dict[str, Any]
    seats: list[Seat]
    suspended_by: str | None
    variables: dict[str, Any] | None = Field(
        description="what a task of a single model sees; null in packages"
    )
    activities: list[str] = Field(description="what may be started in an ad-hoc sub-process")


def _flat(answers: dict[str, Any]) -> dict[str, Any]:
    """No form asks for more than a value or a list of values: what is nested deeper isn't read any further."""
    for answer in answers.values():
        parts = answer if isinstance(answer, list) else ()
        if isinstance(answer, dict) or any(isinstance(part, list | dict) for part in parts):
            raise ValueError("an answer is a value or a list of values")
    return answers


class Answers(Shape):
    """Answers to a form, by field key. `version` is the task's version that was shown."""

    model_config = example(answers={"problem_fields": ["FINANCE"], "prioritising_difficult": True}, version=1)

    answers: Annotated[
        dict[str, Any],
        AfterValidator(_flat),
        Field(max_length=400, examples=[{"problem_fields": ["FINANCE"], "prioritising_difficult": True}]),
    ]
    version: Version


class Completion(Answers):
    """Answers to a form; a task of a single model may also be completed with variables, with or without a form."""

    answers: Annotated[
        dict[str, Any],
        AfterValidator(_flat),
        Field(
            default={},
            max_length=400,
            examples=[{"problem_fields": ["FINANCE"], "prioritising_difficult": True}],
        ),
    ]
    variables: dict[str, Any] = Field(default={}, description="results of a task of a single model")


class Activity(Shape):
    """What is to be started in an ad-hoc sub-process."""

    model_config = example(element="call_employer")

    element: str = Field(min_length=1, max_length=200)


class ActivityStarted(Shape):
    """The activity that was started."""

    task: Key
    element: str


class Signature(Shape):
    """A signature under the answers as they were last saved."""

    model_config = example(version=2)

    version: Version


class DraftSaved(Shape):
    """The version the task has now."""

    task: Key
    version: int


class TaskDone(Shape):
    """A task after a signature: open while `waits_for` names roles that still have to sign."""

    task: Key
    status: Annotated[str, one_of("open", "completed")]
    version: int
    waits_for: list[str]


class Claim(Shape):
    """Who has the task now."""

    task: Key
    assignee: Key | None
    version: int


class ChoiceOut(Shape):
    """Something to choose: `value` is what is answered."""

    value: str
    label: str


class FormOut(Shape):
    """The form of a task: its JSON Schema, and `choices` for the fields whose choices depend on the case."""

    id: str
    json_schema: dict[str, Any]
    choices: dict[str, list[ChoiceOut]]
