"""Random models, random steps, and after every step another version that means the same: nobody notices."""

from functools import partial

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.bpmn import play
from tests.oracle.models import Model, models
from tests.oracle.reading import Failed
from tests.oracle.steps import Choice, Differ, Terms, agree, choices
from tests.unit.bpmn.migrating.wanderer import (
    Veiled,
    Visitor,
    Wanderer,
    maps,
    other_ids,
    unchanged,
    with_steps,
)

TERMS = Terms(failures=(Failed, play.Failed))
UNORDERED = Terms(failures=(Failed, play.Failed), strict_order=False)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


class Settled(play.Play):
    most_firings = 30  # the wanderer pays for each with a migration of all that lives


def settled(model: Model) -> play.Play:
    return Settled(model.xml, model.variables, start=model.start, others=model.others)


def read_anew(model: Model) -> play.Play:
    return Wanderer(model, model.xml, {}, unchanged)


def with_other_ids(model: Model) -> play.Play:
    xml, mapping = other_ids(model.xml)
    return Wanderer(model, xml, mapping, maps)


@SETTINGS
@given(model=models(), steps=choices())
def test_a_model_that_was_read_anew_changes_nothing(model: Model, steps: list[Choice]) -> None:
    agree(model, [settled, read_anew], steps, TERMS)


@SETTINGS
@given(model=models(), steps=choices())
def test_a_model_with_other_ids_plays_on_the_same(model: Model, steps: list[Choice]) -> None:
    agree(model, [settled, with_other_ids], steps, TERMS)


def begun_with_inserted_steps(model: Model, *, inserted: list[int]) -> play.Play:
    return Veiled(with_steps(model.xml, inserted), model.variables, start=model.start, others=model.others)


def visiting_inserted_steps(model: Model, *, inserted: list[int]) -> play.Play:
    return Visitor(model, with_steps(model.xml, inserted), {}, lambda plan: None)


@SETTINGS
@given(model=models(), steps=choices(), inserted=st.lists(st.integers(0, 99), min_size=1, max_size=2))
def test_steps_that_pass_at_once_may_come_and_go_while_a_case_runs(
    model: Model, steps: list[Choice], inserted: list[int]
) -> None:
    begun = partial(begun_with_inserted_steps, inserted=inserted)
    try:
        agree(model, [settled, begun], steps, UNORDERED)
    except Differ:
        reject()  # a branch that takes longer may read what another has set: no migration is needed for that
    agree(model, [settled, partial(visiting_inserted_steps, inserted=inserted)], steps, UNORDERED)
