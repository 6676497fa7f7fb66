"""Repairing a case by hand, suspending it, taking it to another version."""

from typing import Annotated, Any

from pydantic import Field

from api.shapes.shape import Key, Shape, example, one_of

Reason = Annotated[str, Field(min_length=1, max_length=4000)]


class StandingToken(Shape):
    """Where a case stands. `scope` is 0 for the process, else the token of the sub-process, loop or call around it.

    `is_listener`: it only waits for an event beside; `arrived`: the flows on which a join has its tokens.
    """

    token: int
    element: str
    name: str
    kind: str
    scope: int
    is_listener: bool
    arrived: list[str]


class StandingTokens(Shape):
    """Every token, the oldest first."""

    items: list[StandingToken]


class RepairIn(Shape):
    """What is to be done to a stuck case, and why.

    skip: the token's element is taken as done. move: it goes to `element`. cancel: it is taken away. repeat: `element` is
    done again; `token` then is the scope (0 the process).
    """

    model_config = example(
        action="move", token=7, element="check_again", reason="Die Prüfung war unvollständig."
    )

    action: Annotated[
        str, one_of("skip", "repeat", "move", "cancel"), Field(pattern="^(skip|repeat|move|cancel)$")
    ]
    token: Annotated[int, Field(ge=0, le=2**31)]
    element: str = Field(default="", max_length=200)
    variables: dict[str, Any] = Field(default={})
    reason: Reason = Field(description="which only the opening office reads")


class Repaired(Shape):
    """What a repair does: elements that are cancelled, events nobody waits for any more, where a token begins."""

    element: str
    cancelled: list[str]
    listeners: list[str]
    begins: str | None
    warnings: list[str]


class Hold(Shape):
    """Why a case is suspended or resumed."""

    model_config = example(reason="Die Person ist drei Monate im Ausland.")

    reason: Reason


class Held(Shape):
    """Whether the case is suspended by people."""

    case: Key
    is_held: bool


class Migration(Shape):
    """The version a case is to go to, by its number; `mapping` says where elements go that are not there any more.

    An empty target takes the token away.
    """

    model_config = example(
        version=2, mapping={"old_check": "new_check"}, reason="Der Ablauf wurde verbessert."
    )

    version: Annotated[int, Field(ge=1, le=2**31)]
    mapping: dict[str, str] = Field(default={}, max_length=400)
    reason: Reason


class MigrationLook(Shape):
    """The version to look at, with the mapping to try."""

    model_config = example(version=2, mapping={})

    version: Annotated[int, Field(ge=1, le=2**31)]
    mapping: dict[str, str] = Field(default={}, max_length=400)


Verdict = Annotated[str, one_of("unchanged", "maps", "choice", "blocked")]


class Changed(Shape):
    """What the other version says otherwise at a place."""

    place: str
    what: str
    before: str | None
    after: str | None


class MigrationCandidate(Shape):
    """An element that could be meant."""

    element: str
    name: str
    reason: str


class PlanLine(Shape):
    """One token of the case: where it goes, or why not. `target` is empty where the token goes away."""

    token: int
    element: str
    name: str
    target: str | None
    verdict: Verdict
    reason: str
    is_listener: bool
    changes: list[Changed]
    candidates: list[MigrationCandidate]


class MigrationPlan(Shape):
    """What a version means for a case; the verdict is that of its worst token. `begins`: events waited for from then on.

    `passes_by` names new steps that the case is past already and will never do.
    """

    verdict: Verdict
    lines: list[PlanLine]
    begins: list[str]
    passes_by: list[str]


class Migrated(Shape):
    """The case in its version now."""

    case: Key
    version: str
    verdict: str


class ImpactGroup(Shape):
    """Cases that stand at the same elements and get the same verdict for the same reasons."""

    position: list[str]
    verdict: Verdict
    reasons: list[str]
    passes_by: list[str] = Field(description="names of new steps that these cases are past already")
    cases: int


class ImpactOut(Shape):
    """What a version means for all running cases of another one: how many get which verdict, the worst first."""

    verdict: Verdict
    cases: int
    groups: list[ImpactGroup]


class VersionOut(Shape):
    """A released version, with how many cases run on it."""

    number: int
    version: str
    content_hash: str
    running: int
