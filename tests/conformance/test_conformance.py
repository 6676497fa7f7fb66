"""Each feature in each surroundings, straight and saved at every step, on our runtime."""

import pytest

from tests.conformance.contexts import CONTEXTS
from tests.conformance.feature import Feature
from tests.conformance.features import CATALOGUE
from tests.conformance.kinds import kind
from tests.conformance.runner import outcome

COMBINATIONS = [
    pytest.param(feature, place, id=f"{feature.id}-{place}")
    for feature in CATALOGUE
    for place in CONTEXTS
    if place not in feature.but
]


@pytest.mark.parametrize(("feature", "place"), COMBINATIONS)
@pytest.mark.parametrize("save", [False, True], ids=["straight", "saved"])
def test_a_feature_means_the_same_in_every_surroundings(feature: Feature, place: str, save: bool) -> None:
    played = kind("play")

    assert outcome(played, feature, place, save=save) == "ok"


def test_every_feature_has_its_own_name() -> None:
    names = [feature.id for feature in CATALOGUE]

    assert len(names) == len(set(names))


def test_what_means_nothing_in_some_surroundings_says_why() -> None:
    for feature in CATALOGUE:
        assert set(feature.but) <= set(CONTEXTS)
        assert all(feature.but.values())
