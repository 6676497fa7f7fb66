"""Random models, random steps, and after every step another version that means the same: nobody notices."""

from hypothesis import HealthCheck, given, settings

from tests.bpmn import play
from tests.oracle.models import Model, models
from tests.oracle.reading import Failed
from tests.oracle.steps import Choice, Terms, agree, choices
from tests.unit.bpmn.migrating.wanderer import Wanderer, maps, other_ids, unchanged

TERMS = Terms(failures=(Failed, play.Failed))
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def settled(model: Model) -> play.Play:
    return play.Play(model.xml, model.variables, start=model.start, others=model.others)


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
