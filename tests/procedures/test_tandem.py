"""The accompaniment of Valais where a story can't look: another value of a parameter, and what must not be an incident."""

import pytest

from api.stories.packages import Told, tell
from api.stories.playing import play, staged
from api.stories.story import Story
from engine.rows import Incident, Instance
from tests.procedures.told import the_stage, wallis

INTERRUPTED = "stories/deadline_comes_during_an_interruption.yaml"
RESUMED = """  - expect: {open_tasks: [hold_talk, record_contact, resume_accompaniment], deadlines: {nine_months: null}}
  - on: 2026-05-01
  - complete: resume_accompaniment
    as: [carla_smz, anna_rav]
    answers: {resumed_on: 2026-05-01}
  - expect: {deadlines: {nine_months: 2027-01-02}}
  - on: 2027-01-01
  - expect: {ended: null, deadlines: {nine_months: 2027-01-02}}
  - on: 2027-01-02
  - expect: {open_tasks: [close_after_deadline]}
"""


def hemming() -> Told:
    """The package in which an interruption stops the nine months, with a story of thirty days of it."""
    files = dict(wallis().package.files)
    written = b"interruption_stops_deadline: {value: false"
    assert written in files["package.yaml"]
    files["package.yaml"] = files["package.yaml"].replace(written, written.replace(b"false", b"true"))
    begun = files[INTERRUPTED].decode().split("  - on: 2026-12-02\n")[0]
    files[INTERRUPTED] = (begun + RESUMED).encode()
    return tell(files, the_stage())


def story_in(told: Told, file: str) -> Story:
    return next(story for story in told.stories if story.file == file)


@pytest.mark.requirement("VS-08")
def test_where_the_canton_says_so_an_interruption_stops_the_nine_months() -> None:
    told = hemming()

    played = play(story_in(told, INTERRUPTED), told.cast, the_stage(), told.package)

    assert played.failure is None


@pytest.mark.requirement("VS-04")
def test_a_month_that_ends_when_the_agreement_does_is_no_incident() -> None:
    told = wallis()
    story = story_in(told, "stories/agreement_expires_in_the_tandem.yaml")
    playing = staged(story, told.cast, the_stage(), told.package)

    assert playing.run() is None

    with playing.scene.house.engine.store.reading() as work:
        assert [instance.status for instance in work.find(Instance)] == ["suspended"]
        assert work.find(Incident) == []
