"""Each feature in each surroundings, straight and saved at every step, on our runtime."""

import pytest

from tests.conformance.contexts import CONTEXTS
from tests.conformance.feature import Feature
from tests.conformance.features import CATALOGUE
from tests.conformance.kinds import kind
from tests.conformance.runner import outcome


@pytest.mark.parametrize("feature", CATALOGUE, ids=lambda feature: feature.id)
def test_a_feature_means_the_same_in_every_surroundings_straight_and_saved(feature: Feature) -> None:
    played = kind("play")

    told = {
        (place, save): outcome(played, feature, place, save=save)
        for place in CONTEXTS
        if place not in feature.but
        for save in (False, True)
    }

    assert {where: said for where, said in told.items() if said != "ok"} == {}


def test_every_feature_has_its_own_name() -> None:
    names = [feature.id for feature in CATALOGUE]

    assert len(names) == len(set(names))


def test_what_means_nothing_in_some_surroundings_says_why() -> None:
    for feature in CATALOGUE:
        assert set(feature.but) <= set(CONTEXTS)
        assert all(feature.but.values())
