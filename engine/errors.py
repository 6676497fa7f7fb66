"""What a command may answer instead of its result. The message says what happened and what to do next.

CommandError
├── TooLate        the thing asked for is done, gone or changed (409)
│   ├── TaskChanged       somebody saved or signed in between: read it again
│   ├── TaskClosed        the task was completed or cancelled
│   ├── GatewayClosed     the question was answered
│   ├── BasisChanged      what the proposal rests on has changed since it was shown
│   ├── ConsentNotInForce what the step rests on was refused, withdrawn or has ended
│   ├── NobodyWaits       no instance waits for this (any more)
│   ├── CaseHeld          somebody has suspended the case
│   └── CaseClosed        the case has ended
├── Unanswerable   the answer itself is not possible (422)
│   ├── FieldRefused      one field of what was asked for: each command has its own
│   ├── AnswersRejected   fields of the form are missing or wrong
│   │   └── AnswersContradict  nothing is wrong but what contradicts the records (409)
│   ├── UnknownAnswer     the gateway has no such answer
│   ├── ReasonMissing     a deviation from the proposal needs a reason
│   ├── NotOverridable    nobody may deviate here: the record or the rule decides
│   ├── NothingToConfirm  people answer this question themselves
│   └── BadVariables      variables that can't be kept, or that the procedure does not take
└── CaseStopped    the model could not go on; the case stands as before, an incident is recorded (409)
"""

from collections.abc import Mapping, Sequence
from typing import Any

from forms import AnswerFault


class CommandError(Exception):
    """A command was refused."""

    code = "refused"


class TooLate(CommandError):
    """The thing asked for is done, gone or changed."""


class TaskChanged(TooLate):
    """Somebody saved or signed this task in the meantime. Read it again; nothing of yours was written."""

    code = "task-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the task has version {version} now")
        self.version = version


class TaskClosed(TooLate):
    """This task is completed or was cancelled. Look at the case to see where it stands."""

    code = "task-closed"


class GatewayClosed(TooLate):
    """This question has been answered. Look at the case to see how."""

    code = "gateway-closed"


class BasisChanged(TooLate):
    """What the proposal rests on has changed since it was shown. Look at the new basis and decide again."""

    code = "basis-changed"

    def __init__(self, proposal: str | None, basis: str) -> None:
        super().__init__("the basis has changed")
        self.proposal = proposal
        self.basis = basis


class ConsentNotInForce(TooLate):
    """The consent this step rests on is not in force (any more). Nothing can be done or shared on it."""

    code = "consent-not-in-force"

    def __init__(self, consent: str, state: str) -> None:
        super().__init__(f"{consent} is {state}")
        self.consent = consent
        self.state = state


class Unanswerable(CommandError):
    """The answer is not possible."""


class FieldRefused(Unanswerable):
    """One field of what was asked for can't be as it is."""

    field = ""
    """Its name, as the request has it."""


class AnswersRejected(Unanswerable):
    """Fields are missing or wrong. Each fault names its field; nothing was written."""

    code = "answers-rejected"

    def __init__(self, faults: Sequence[AnswerFault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


class AnswersContradict(AnswersRejected):
    """The answers contradict what stands on record. Each fault says what; nothing was written."""

    code = "answers-contradict"


class UnknownAnswer(Unanswerable):
    """The gateway has no such answer."""

    code = "unknown-answer"

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__(f"possible answers: {', '.join(answers)}")
        self.answers = tuple(answers)


class ReasonMissing(Unanswerable):
    """A deviation from the proposal needs a reason. One to three sentences are enough."""

    code = "reason-missing"


class NotOverridable(Unanswerable):
    """Nobody may deviate here: the record or the rule decides. Change the record if it is wrong."""

    code = "not-overridable"


class NothingToConfirm(Unanswerable):
    """Only the outcome of a rule waits for confirmation. Answer this question with a decision of your own."""

    code = "nothing-to-confirm"


class BadVariables(Unanswerable):
    """These variables can't be taken."""

    code = "variables-rejected"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NobodyWaits(TooLate):
    """No case that you see waits for this, or it has gone on already. Look at the case to see what it waits for."""

    code = "nobody-waits"


class CaseClosed(TooLate):
    """This case has ended. Open a new one if there is something to do."""

    code = "case-closed"


class CaseHeld(TooLate):
    """This case is suspended. The office that opened it can resume it; nothing of yours was written."""

    code = "case-held"


class CaseStopped(CommandError):
    """The model could not go on from here. The case stands where it stood; an incident tells operations."""

    code = "case-stopped"

    def __init__(
        self, element: str | None, reason: str, incident: int, read: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{element}: {reason}")
        self.element = element
        self.reason = reason
        self.incident = incident
        self.read = dict(read or {})


class ProcessFailure(Exception):
    """The model could not go on at an element: becomes an incident, never leaves the engine.

    `read` shows the variables that were read: what people answered, so never part of the message.
    """

    def __init__(
        self, element: str | None, code: str, message: str, read: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.element = element
        self.code = code
        self.message = message
        self.read = dict(read or {})


Json = dict[str, Any]
"""The thin answer of a command: ids and codes only."""
