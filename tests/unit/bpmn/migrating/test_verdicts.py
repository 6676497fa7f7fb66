"""Every verdict of a plan, each with a small pair of models."""

import pytest

from engine.bpmn.migrating import END, BadMapping, NotMigratable, Verdict
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import Case, at, gone, model, named, planned, verdicts

LINE = model(d.start("s"), named("a", "Check"), d.user("b"), d.end("e"), d.path("s a b e"))


def test_nothing_changes_where_element_and_surroundings_are_the_same():
    new = model(d.start("s"), named("a", "Check"), d.user("b"), d.user("c"), d.end("e"), d.path("s a b c e"))

    found = planned(Case(LINE), new)

    assert verdicts(found) == {"a": Verdict.UNCHANGED}
    assert found.verdict == Verdict.UNCHANGED
    assert found.position == ("a",)


def test_a_changed_form_or_way_out_maps_cleanly_and_is_told():
    form = '<zeebe:formDefinition formId="f2"/>'
    new = model(d.start("s"), named("a", "Check", form), d.user("c"), d.end("e"), d.path("s a c e"))

    entry = at(planned(Case(LINE), new), "a")

    assert entry.verdict == Verdict.MAPS
    assert [(change.what, change.before, change.after) for change in entry.changes] == [
        ("form", None, "f2"),
        ("flow", "to «b»", None),
        ("flow", None, "to «c»"),
    ]


def test_a_renamed_element_needs_a_choice_with_the_best_candidate_first():
    new = model(
        d.start("s"), d.user("x"), named("check", "Check"), d.user("b"), d.end("e"), d.path("s x check b e")
    )
    case = Case(LINE)

    entry = at(planned(case, new), "a")
    mapped = planned(case, new, {"a": "check"})

    assert entry.verdict == Verdict.CHOICE
    assert [item.element for item in entry.candidates] == ["check", "x", "b"]
    assert entry.candidates[0].reason == "same name, comes before the same step"
    assert at(mapped, "a").verdict == Verdict.MAPS
    assert at(mapped, "a").reason == "«a» is called «check» now."


def test_a_case_that_needs_a_choice_is_not_migrated_without_one():
    new = model(d.start("s"), d.user("b"), d.end("e"), d.path("s b e"))

    with pytest.raises(NotMigratable, match="token 3: «a» is not in the new version") as raised:
        gone(Case(LINE), new)
    other, told = gone(Case(LINE), new, {"a": "b"})

    assert raised.value.token == 3
    assert other.open() == ["b"]
    assert (told.kept, told.ended, told.stopped, told.begun) == (1, 0, 0, 0)


def test_another_kind_is_blocked():
    new = model(d.start("s"), d.job("a"), d.user("b"), d.end("e"), d.path("s a b e"))

    entry = at(planned(Case(LINE), new), "a")

    assert entry.verdict == Verdict.BLOCKED
    assert "was a userTask, «a» is a serviceTask" in entry.reason


def test_another_way_to_do_it_is_blocked():
    old = model(d.start("s"), d.job("a", tag="sendTask"), d.end("e"), d.path("s a e"))
    new = model(
        d.start("s"), d.element("sendTask", "a", messageRef="Message_m1"), d.end("e"), d.path("s a e")
    )

    entry = at(planned(Case(old), new), "a")

    assert entry.verdict == Verdict.BLOCKED
    assert "as a Send, not a Job" in entry.reason


def test_another_scope_is_blocked_from_outside_in_and_from_inside_out():
    inner = d.sub("sub", d.start("i"), d.user("a"), d.end("o"), d.path("i a o"))
    nested = model(d.start("s"), inner, d.user("b"), d.end("e"), d.path("s sub b e"))

    into = at(planned(Case(LINE), nested), "a")
    out = planned(Case(nested), LINE)

    assert into.verdict == Verdict.BLOCKED
    assert "stands in «sub», the token lives in the process itself" in into.reason
    assert verdicts(out) == {"sub": Verdict.CHOICE, "a": Verdict.BLOCKED}
    assert out.verdict == Verdict.BLOCKED


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (d.each("xs"), "", "was parallel and is none"),
        ("", d.each("xs"), "was none and is parallel"),
        (d.each("xs"), d.each("xs", one_by_one=True), "was parallel and is sequential"),
        (d.each("xs"), d.each("xs", "other"), "keeps its item as «item», not as «other»"),
        (d.each("xs", into=("ys", "item")), d.each("xs", into=("zs", "item")), "output collection as «ys»"),
    ],
)
def test_another_loop_is_blocked(before, after, reason):
    old, new = (
        model(d.start("s"), d.user("a", loop), d.end("e"), d.path("s a e")) for loop in (before, after)
    )

    entry = at(planned(Case(old, {"xs": [1, 2]}), new), "a")

    assert entry.verdict == Verdict.BLOCKED
    assert reason in entry.reason


def test_a_changed_condition_of_a_loop_maps_for_body_and_rounds():
    old, new = (
        model(d.start("s"), d.user("a", d.each("xs", until=until)), d.end("e"), d.path("s a e"))
        for until in ("false", "numberOfCompletedInstances = 1")
    )
    case = Case(old, {"xs": [1, 2, 3]})

    found = planned(case, new)
    other, _ = gone(case, new)
    other.complete("a")

    assert [entry.verdict for entry in found.entries] == 4 * [Verdict.MAPS]
    assert other.status == "completed"


def test_another_thing_to_wait_for_is_blocked_where_the_token_stands():
    old, new = (
        model(d.start("s"), d.catch("a", trigger), d.end("e"), d.path("s a e"))
        for trigger in (d.message("m1"), d.signal("s1"))
    )

    entry = at(planned(Case(old), new), "a")

    assert entry.verdict == Verdict.BLOCKED
    assert entry.reason == "«a» waits for a signal, the token for a message."


def test_a_waiting_timer_keeps_its_due_time_and_tells_that_its_definition_changed():
    old, new = (
        model(d.start("s"), d.catch("a", d.timer("Duration", text)), d.end("e"), d.path("s a e"))
        for text in ("PT1H", "PT5H")
    )
    case = Case(old)
    case.pass_time(600)

    entry = at(planned(case, new), "a")
    other, _ = gone(case, new)

    assert [(change.what, change.before, change.after) for change in entry.changes] == [
        ("timer", "duration PT1H", "duration PT5H")
    ]
    assert other.waits() == [("timer", "a", "2026-03-02T09:00:00Z")]


def fork(*branches: str, join: str = "parallel") -> bytes:
    """Branches of user tasks between a split and a join, then a task `z`; a branch is written as «a b»."""
    names = [name for branch in branches for name in branch.split()]
    return model(
        d.start("s"),
        d.gateway("parallel", "split"),
        d.gateway(join, "join"),
        *map(d.user, names),
        d.user("z"),
        d.end("e"),
        d.path("s split"),
        *(d.path(f"split {branch} join") for branch in branches),
        d.path("join z e"),
    )


def test_an_arrival_whose_flow_is_gone_is_blocked():
    case = Case(fork("a", "b"))
    case.complete("a")

    found = planned(case, fork("b"))

    assert at(found, "join").verdict == Verdict.BLOCKED
    assert (
        "from «a» on the flow «a_join», which the join of the new version doesn't have"
        in at(found, "join").reason
    )


def test_an_arrival_counts_for_its_branch_when_a_step_was_inserted_or_removed_at_its_end():
    inserted, removed = Case(fork("a", "b")), Case(fork("a a2", "b"))
    inserted.complete("a")
    for name in ("a", "a2"):
        removed.complete(name)

    longer, told = gone(inserted, fork("a a2", "b"))
    shorter, _ = gone(removed, fork("a", "b"))

    assert at(told.plan, "join").flows == {"a_join": "a2_join"}
    assert at(told.plan, "join").verdict == Verdict.MAPS
    for other in (longer, shorter):
        other.complete("b")
        assert other.open() == ["z"]


def test_an_arrival_that_could_count_for_several_flows_needs_a_choice():
    case = Case(fork("a", "b"))
    case.complete("a")
    new = fork("c", "d2", "b")

    found = planned(case, new)
    chosen = planned(case, new, {"a_join": "c_join"})

    assert at(found, "join").verdict == Verdict.CHOICE
    assert [item.element for item in at(found, "join").candidates] == ["c_join", "d2_join"]
    assert at(chosen, "join").verdict == Verdict.BLOCKED
    assert "would wait for ever for a token from «d2»" in at(chosen, "join").reason


def test_a_join_that_would_wait_for_a_branch_that_was_never_begun_is_blocked():
    case = Case(fork("a", "b"))
    before = Case(model(d.start("s"), d.user("s2"), d.end("e"), d.path("s s2 e")))

    found = planned(case, fork("a", "b", "c"))
    early = planned(before, fork("a", "b", "c").replace(b'id="s_split"', b'id="s_s2"'))

    assert found.verdict == Verdict.BLOCKED
    assert found.reasons == ("The join «join» would wait for ever for a token from «c» (flow «c_join»).",)
    assert early.verdict == Verdict.CHOICE


def test_a_mapping_back_into_one_branch_of_what_has_come_together_is_blocked():
    case = Case(fork("a", "b"))
    case.complete("a")
    case.complete("b")

    found = planned(case, fork("a", "b"), {"z": "a"})

    assert at(found, "z").verdict == Verdict.BLOCKED
    assert "would wait for ever for a token from «b»" in at(found, "z").reason


def test_a_flow_that_only_got_another_id_is_renamed():
    case = Case(fork("a", "b"))
    case.complete("a")
    new = fork("a", "b").replace(b'"a_join"', b'"Flow_9"')

    other, told = gone(case, new)
    other.complete("b")

    assert at(told.plan, "join").flows == {"a_join": "Flow_9"}
    assert other.open() == ["z"]


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_a_branch_that_was_removed_may_end_and_the_join_goes_on_at_once(kind):
    case = Case(fork("a", "b", "c", join=kind))
    case.complete("a")
    case.complete("b")
    new = fork("a", "b", join=kind)

    open_question = planned(case, new)
    other, told = gone(case, new, {"c": END})

    assert at(open_question, "c").verdict == Verdict.CHOICE
    assert len(told.goes_on) == 1
    assert told.ended == 1
    assert other.open() == ["z"]


def test_the_last_token_of_a_scope_can_not_just_end():
    found = planned(Case(LINE), LINE, {"a": END})

    assert at(found, "a").verdict == Verdict.BLOCKED
    assert "nothing would be left" in at(found, "a").reason


def test_a_mapping_with_unknown_ids_is_refused():
    case = Case(LINE)

    with pytest.raises(BadMapping, match="«q» is not in the old version"):
        planned(case, LINE, {"q": "a"})
    with pytest.raises(BadMapping, match="«q» is not in the new version"):
        planned(case, LINE, {"a": "q"})


def test_a_called_process_stays_and_its_caller_follows_its_new_name():
    body = d.start("s"), d.end("e")
    old = model(*body, d.call("c", "q"), d.path("s c e"))
    new = model(*body, d.call("c2", "q"), d.user("z"), d.path("s c2 z e"))
    called = d.document(q="".join((d.start("s"), d.user("inner"), d.end("e"), d.path("s inner e"))))
    case = Case(old, others={"q": called})

    unmapped = planned(case, new)
    other, _ = gone(case, new, {"c": "c2"})
    other.complete("inner")

    assert verdicts(unmapped) == {"c": Verdict.CHOICE, "inner": Verdict.UNCHANGED}
    assert other.completed == ["inner", "e", "c2"]
    assert other.open() == ["z"]


def test_a_step_may_come_into_a_branch_that_had_none():
    def version(*branch: str) -> bytes:
        path = " ".join(("split", *branch, "join"))
        return model(
            d.start("s"), d.gateway("parallel", "split"), d.gateway("parallel", "join"), *map(d.user, ("b", "z", *branch)),
            d.path("s split b join z"), d.path(path),
        )  # fmt: skip

    longer, told = gone(Case(version()), version("a"))
    back, _ = gone(longer, version())
    longer.complete("b")
    back.complete("b")

    assert at(told.plan, "join").flows == {"split_join": "a_join"}
    assert longer.open() == back.open() == ["z"]


def test_a_gateway_that_asked_decides_by_itself_when_it_asks_no_more():
    def version(asks: str) -> bytes:
        said = f'<zeebe:properties><zeebe:property name="bruecke.gateway" value="{asks}"/></zeebe:properties>'
        gateway = d.element("exclusiveGateway", "g", said if asks else "")
        return model(d.start("s"), gateway, d.user("a"), d.user("b"), d.path("s g a"), d.flow("g", "b", "p"))

    class Undecided(Case):
        def choose(self, element: str, token: int) -> str | None:
            return None

    case = Undecided(version("judgement"))

    fact = planned(case, version("fact"))
    other, told = gone(case, version(""))

    assert [(change.what, change.after) for change in at(fact, "g").changes] == [("gateway", "fact")]
    assert told.goes_on == (at(told.plan, "g").token,)
    assert other.open() == ["a"]


def test_seats_lanes_and_conditions_that_change_are_told():
    def version(seats: str, condition: str) -> bytes:
        said = f'<zeebe:properties><zeebe:property name="bruecke.seats" value="{seats}"/></zeebe:properties>'
        return model(d.start("s"), d.user("a", said), d.user("b"), d.path("s a"), d.flow("a", "b", condition))

    entry = at(planned(Case(version("x", "true")), version("x,y", "false")), "a")

    assert [(change.place, change.what, change.before, change.after) for change in entry.changes] == [
        ("a", "seats", "x", "x,y"),
        ("a_b", "condition", "true", "false"),
    ]


def test_an_event_that_can_not_begin_to_wait_keeps_the_case_where_it_is():
    body = d.start("s"), d.user("a"), d.end("e"), d.path("s a e")
    new = model(*body, d.boundary("t", "a", d.timer("Duration", "=unknown")), d.flow("t", "e"))
    case = Case(model(*body))
    before = case.state

    with pytest.raises(NotMigratable, match="«t» can't begin to wait"):
        gone(case, new)

    assert case.run.dump() == before


def test_a_state_of_the_first_format_is_migrated_as_well():
    case = Case(LINE)
    case.take(b'{"v":1,"n":3,"t":[[3,"a",16,{"row":5}]],"s":{"x":1}}')
    new = model(d.start("s"), d.user("a2"), d.end("e"), d.path("s a2 e"))

    other, told = gone(case, new, {"a": "a2"})

    assert told.plan.entries[0].row == 5
    assert other.open() == ["a2"]
    assert other.variables == {"x": 1}


def test_a_token_that_a_mapping_takes_elsewhere_goes_there_its_own_element_is_not_renamed():
    new = model(d.start("s"), named("a", "Check"), d.user("b"), d.user("x"), d.end("e"), d.path("s a b x e"))
    case = Case(LINE)
    case.complete("a")

    entry = at(planned(case, new, {"b": "x"}), "b")

    assert entry.reason == "The token goes from «b» to «x»: the mapping says so."


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (d.user("c") + d.path("s a c e"), "it leads to «c» instead of «b»"),
        (d.user("b") + d.user("c") + d.path("s a b e") + d.path("a c"), "it leads to «c» as well"),
        (named("b", "Write") + d.path("s a e") + d.path("b e"), "it leads to «e» instead of «b»"),
        (named("c", "Write") + d.path("s a c e"), "it leads to «Write» instead of «b»"),
        (
            d.user("b")
            + d.boundary("t", "a", d.timer("Duration", "P1D"))
            + d.path("s a b e")
            + d.path("t e"),
            "«t» (boundary event) is new",
        ),
    ],
)
def test_what_changes_is_told_before_and_after_with_names(new: str, reason: str):
    found = planned(Case(LINE), model(d.start("s"), named("a", "Check"), d.end("e"), new))

    assert at(found, "a").reason == f"Changed at «a»: {reason}."


def test_a_changed_value_is_told_before_and_after_where_it_is_short():
    form, long = (f'<zeebe:formDefinition formId="{name}"/>' for name in ("f1", "f" * 90))
    ends = d.user("b") + d.end("e") + d.path("s a b e")
    old, new, other = (
        model(d.start("s"), named("a", name, inner), ends)
        for name, inner in (("Check", form), ("Examine", form), ("Check", long))
    )

    assert at(planned(Case(old), new), "a").reason == "Changed at «a»: name «Check» → «Examine»."
    assert at(planned(Case(old), other), "a").reason == "Changed at «a»: form."
    assert at(planned(Case(LINE), old), "a").reason == "Changed at «a»: form nothing → «f1»."


def test_a_scope_that_can_not_be_kept_is_told_with_a_way_out():
    def inside(ident: str) -> bytes:
        return model(
            d.start("s"), d.sub(ident, d.user("a")), d.user("b"), d.end("e"), d.path(f"s {ident} b e")
        )

    flat = model(d.start("s"), d.user("a"), d.user("b"), d.end("e"), d.path("s a b e"))
    both = model(
        d.start("s"),
        d.sub("p", d.user("z")),
        d.sub("q", d.user("a")),
        d.user("b"),
        d.end("e"),
        d.path("s p q b e"),
    )

    def told(old: bytes, new: bytes) -> str:
        return at(planned(Case(old), new), "a").reason

    assert told(inside("p"), flat).endswith(
        "Map «p» to the sub-process that takes its place, or move the token out of «p» first."
    )
    assert told(flat, inside("p")).endswith(
        "Move the token first to a step that stands at the same place in both versions, "
        "or map «a» to an element in the process itself."
    )
    assert told(inside("p"), both).endswith("or map «a» to an element in «p», or «p» to «q».")
    assert at(planned(Case(inside("p")), both, {"p": "q"}), "a").verdict == Verdict.UNCHANGED
