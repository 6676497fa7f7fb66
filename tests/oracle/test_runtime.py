"""The runtime against the oracle: random models, random steps, the same picture after every step.

BRUECKE_ORACLE_RUNS tells how many models each test plays (200 if it is not set), BRUECKE_ORACLE_SEED the first of
the second test: what differs there is told with the number of its model.
"""

import os

from hypothesis import HealthCheck, given, settings

from tests.bpmn import play
from tests.oracle.game import Oracle
from tests.oracle.models import Model, models
from tests.oracle.reading import Failed
from tests.oracle.soak import play_many
from tests.oracle.steps import Choice, Maker, Terms, agree, choices

RUNS = int(os.environ.get("BRUECKE_ORACLE_RUNS", "200"))
SEED = int(os.environ.get("BRUECKE_ORACLE_SEED", "0"))


def oracle(model: Model) -> Oracle:
    return Oracle(model.xml, model.variables, start=model.start, others=model.others)


def in_memory(model: Model) -> play.Play:
    return play.Play(model.xml, model.variables, start=model.start, others=model.others, save=False)


def saved_after_every_step(model: Model) -> play.Play:
    return play.Play(model.xml, model.variables, start=model.start, others=model.others, save=True)


TERMS = Terms(failures=(Failed, play.Failed))
PLAYERS: list[Maker] = [oracle, in_memory, saved_after_every_step]


@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), steps=choices())
def test_runtime_and_oracle_agree(model: Model, steps: list[Choice]) -> None:
    agree(model, PLAYERS, steps, TERMS)


def test_runtime_and_oracle_agree_on_many_models() -> None:
    play_many(PLAYERS, RUNS, SEED, TERMS)
