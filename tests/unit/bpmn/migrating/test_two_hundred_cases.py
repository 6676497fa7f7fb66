"""Two hundred running cases in all positions of a model, and its next version."""

import functools

import pytest

from engine.bpmn import repairing
from engine.bpmn.migrating import NotMigratable, Verdict, impact
from tests.unit.bpmn.migrating.cases import Case, compiled, gone
from tests.unit.bpmn.migrating.two_hundred import NEW, OLD, everywhere, play_on, position, some_cases

RENAMED = {"nudge": "remind"}


@functools.cache
def running() -> tuple[Case, ...]:
    """The cases."""
    return tuple(some_cases(OLD, 200, seed=18))


@functools.cache
def fresh() -> dict[tuple[object, ...], Case]:
    """A fresh case at every position of the new version."""
    return {position(case): case for case in everywhere(NEW)}


def expected(case: Case) -> Verdict:
    """What the new version must mean for a case, by what is open and what is waited for."""
    opened, waits = set(case.open()), {wait[1] for wait in case.waits()}
    if opened & {"late", "nudge"}:
        return Verdict.CHOICE
    has_come_to_both = {"report", "inform"} & set(case.completed) and not waits & {"answer", "silence"}
    if opened & {"work", "report"} or waits & {"t", "silence"}:
        return Verdict.MAPS
    return Verdict.MAPS if has_come_to_both and "answered" not in opened else Verdict.UNCHANGED


def test_the_cases_stand_in_all_positions():
    opened = {element for case in running() for element in case.open()}
    waited = {wait[1] for case in running() for wait in case.waits()}
    joins = {
        token.task_spec.element_id
        for case in running()
        for token in case.run._tokens.live.values()
        if "in" in token.internal_data
    }

    assert opened == {"intake", "work", "late", "talk", "report", "inform", "answered", "nudge", "note"}
    assert waited == {"t", "answer", "silence", "hs"}
    assert joins == {"join", "both"}


def test_the_impact_is_right_for_each_case():
    found = impact(compiled(OLD), compiled(NEW), enumerate(case.state for case in running()))

    told = {case: plan.verdict for case, plan in found.plans.items()}
    assert told == {number: expected(case) for number, case in enumerate(running())}
    assert sorted(case for group in found.groups for case in group.cases) == list(range(200))
    assert found.groups[0].verdict == found.verdict == Verdict.CHOICE
    for group in found.groups:
        assert {found.plans[case].position for case in group.cases} == {group.position}
    for plan in found.plans.values():
        for entry in plan.entries:
            if entry.element == "nudge":
                assert entry.candidates[0].element == "remind"


def test_a_mapping_for_the_renamed_step_leaves_only_the_removed_one():
    states = [(number, case.state) for number, case in enumerate(running())]

    found = impact(compiled(OLD), compiled(NEW), states, RENAMED)

    still = {case for case, plan in found.plans.items() if plan.verdict == Verdict.CHOICE}
    assert still == {number for number, case in enumerate(running()) if "late" in case.open()}
    assert found.counts[Verdict.BLOCKED] == 0


def repaired(case: Case) -> Case:
    """What stands at the removed step has it done."""
    other = case.beside()
    token = next((offer.token for offer in other.run.offers() if offer.element == "late"), None)
    if token is not None:
        other._step(lambda: repairing.skip(other.run, token))
    return other


@pytest.mark.parametrize("part", range(4))
def test_cases_that_map_play_on_as_a_fresh_case_at_that_position_would(part):
    for case in running()[part * 50 : part * 50 + 50]:
        before = repaired(case)

        other, told = gone(before, NEW, RENAMED)
        twin = fresh()[position(other)].beside()

        assert other.open() == [RENAMED.get(element, element) for element in before.open()]
        assert told.kept == len(before.run._tokens.live)
        assert (told.ended, told.stopped, told.begun, told.goes_on) == (0, 0, 0, ())
        assert [wait[2:] for wait in other.waits()] == [wait[2:] for wait in before.waits()]
        assert play_on(other) == play_on(twin)
        assert other.variables["ys"] == twin.variables["ys"] == [1, 2]


def test_what_stands_at_a_removed_step_is_not_migrated_unasked():
    for case in running():
        if "late" in case.open():
            with pytest.raises(NotMigratable, match="«late» is not in the new version"):
                gone(case, NEW, RENAMED)


def test_where_nothing_changes_the_saved_bytes_are_the_same():
    same = [case for case in running() if expected(case) == Verdict.UNCHANGED]

    assert len(same) > 20
    for case in same:
        _, told = gone(case, NEW)
        assert told.state == case.state


def test_the_old_state_is_the_way_back():
    for case in running()[::4]:
        straight = case.beside()
        other, _ = gone(repaired(case), NEW, RENAMED)
        play_on(other)

        back = case.beside()
        back.take(case.state)

        assert back.run.dump() == case.state
        assert play_on(back) == play_on(straight)
