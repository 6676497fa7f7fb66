"""What a canton may set in the procedure of the base: how long, which registrations count, how soon the meeting is."""

import pytest

from api.stories.packages import Told, tell
from api.stories.playing import Played, play
from api.stories.story import Story
from tests.procedures.told import all_told, the_stage

pytestmark = pytest.mark.requirement("LU-01")


def base() -> Told:
    return next(told for told in all_told() if told.package.manifest.id == "mamac")


def told_with(old: str, new: str) -> Told:
    """The package with another value of a parameter."""
    files = dict(base().package.files)
    manifest = files["package.yaml"].decode()
    assert old in manifest
    return tell(files | {"package.yaml": manifest.replace(old, new).encode()}, the_stage())


def story(name: str) -> Story:
    return next(one for one in base().stories if one.file.endswith(f"/{name}.yaml"))


def played(told: Told, name: str) -> Played:
    return play(story(name), told.cast, the_stage(), told.package)


ALL = ("registration_mode: {value: any,", "registration_mode: {value: all,")
OUTCOMES = {
    "exactly_six_months": True,
    "several_and_complex": True,
    "one_of_three_within_six_months": False,
    "six_months_and_a_day": True,
}
"""Whether the story still holds where no registration may be older: with one office, with three recent ones; not with one
recent out of three."""


@pytest.mark.parametrize("name", OUTCOMES)
def test_where_all_registrations_count_none_may_be_older(name: str) -> None:
    told = told_with(*ALL)

    outcome = played(told, name)

    assert (outcome.failure is None) is OUTCOMES[name]


def test_another_length_of_time_lets_others_in() -> None:
    told = told_with("longest_registration: {value: P6M,", "longest_registration: {value: P7M,")

    outcome = played(told, "six_months_and_a_day")

    assert outcome.failure is not None
    assert "inform_client" in outcome.failure.found or "none" in outcome.failure.found


@pytest.mark.requirement("LU-03")
def test_another_time_until_the_meeting_refuses_another_day() -> None:
    told = told_with("invitation_within: {value: P30D,", "invitation_within: {value: P31D,")

    outcome = played(told, "invitation_is_checked")

    assert outcome.failure is not None
    assert outcome.failure.place == "complete invite"


@pytest.mark.requirement("LU-07")
def test_a_canton_gives_the_case_management_in_its_own_way() -> None:
    muster = next(told for told in all_told() if told.package.manifest.id == "kanton_muster").package

    inside = {
        package.manifest.id: {
            element.id
            for element in package.model.elements.values()
            if element.parent == "give_case_management"
        }
        for package in (base().package, muster)
    }

    assert inside["kanton_muster"] - inside["mamac"] == {"talk_over_refusal", "somebody_to_propose"}
    assert inside["mamac"] < inside["kanton_muster"]
    assert muster.model.flows["case_management_accepted_no"].condition != (
        base().package.model.flows["case_management_accepted_no"].condition
    )
