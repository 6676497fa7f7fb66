"""Random models, random steps, and then every repair that is allowed: nothing breaks, and what fails changes nothing."""

import contextlib
from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn import repairing
from engine.bpmn.repairing import Effect, NotRepairable
from engine.bpmn.run import Run
from engine.bpmn.tokens import PROCESS
from tests.bpmn.play import Failed
from tests.oracle.models import Model, models
from tests.oracle.steps import Choice, Facts, choices, next_step
from tests.unit.bpmn.migrating.cases import Case

Act = tuple[Callable[[Run], Effect], Callable[[Run], Effect]]


def played(model: Model, steps: list[Choice]) -> Case | None:
    """A case somewhere; None if it does not even begin."""
    try:
        case = Case(model.xml, model.variables, start=model.start, others=model.others)
    except Failed:
        return None
    facts = Facts(model)
    for choice in steps:
        if case.status == "completed":
            return None
        with contextlib.suppress(Failed):
            next_step(case, facts, choice, case.now).play(case)
    return case if case.status == "running" else None


def acts(case: Case) -> Iterator[Act]:
    """Every repair of every token, with its dry check."""
    names = list(case.version.model.elements)
    for token in list(case.run._tokens.live):
        yield (
            lambda run, t=token: repairing.may_skip(run, t),
            lambda run, t=token: repairing.skip(run, t),
        )
        yield (
            lambda run, t=token: repairing.may_cancel_token(run, t),
            lambda run, t=token: repairing.cancel_token(run, t),
        )
        for name in names:
            yield (
                lambda run, t=token, n=name: repairing.may_move(run, t, n),
                lambda run, t=token, n=name: repairing.move(run, t, n),
            )
    for scope in (PROCESS, *case.run._tokens.live):
        for name in names:
            yield (
                lambda run, t=scope, n=name: repairing.may_repeat(run, n, t),
                lambda run, t=scope, n=name: repairing.repeat(run, n, t),
            )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), steps=choices(0, 6), places=st.sets(st.integers(0, 199), min_size=10, max_size=30))
def test_what_a_dry_check_allows_can_be_done_and_what_it_tells_happens(
    model: Model, steps: list[Choice], places: set[int]
) -> None:
    case = played(model, steps)
    if case is None:
        return
    for number, (may, do) in enumerate(acts(case)):
        if number % 200 not in places:
            continue
        other = case.beside()
        before = other.run.dump()
        live = set(other.run._tokens.live)
        try:
            told = may(other.run)
        except NotRepairable:
            assert other.run.dump() == before
            continue
        assert other.run.dump() == before
        try:
            other._step(lambda run=other.run, act=do: act(run))
        except Failed:
            assert other.run.dump() == before
            continue
        gone = live - set(other.run._tokens.live)
        assert {item.token for item in (*told.cancelled, *told.listeners)} <= gone
        other.take(other.state)
        assert other.run.dump() == other.state
