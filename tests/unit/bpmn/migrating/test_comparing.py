"""Two versions of a model side by side, whatever their drawing."""

from engine.bpmn.migrating import Change, differences
from engine.bpmn.reading import read_model
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import model, named


def told(old: bytes, new: bytes):
    return differences(read_model(old, "m.bpmn"), read_model(new, "m.bpmn"))


OLD = model(
    d.start("s"),
    named("a", "Check"),
    d.gateway("exclusive", "g", "g_b"),
    d.user("b"),
    d.end("e"),
    d.end("x"),
    d.path("s a g b e"),
    d.flow("g", "x", "n > 1"),
)


def test_a_model_is_no_different_from_itself_even_with_other_flow_ids_and_lines():
    new = OLD.replace(b'id="s_a"', b'\nid="Flow_1"').replace(b'id="definitions"', b'id="other"')

    assert not told(OLD, OLD)
    assert not told(OLD, new)


def test_what_was_added_removed_and_changed_is_told_by_what_it_is():
    new = model(
        d.start("s"),
        named("a", "Check again", '<zeebe:formDefinition formId="f"/>'),
        d.gateway("exclusive", "g", "g_c"),
        d.user("c"),
        d.end("e"),
        d.end("x"),
        d.path("s a g c e"),
        d.flow("g", "x", "n > 2"),
    )

    found = told(OLD, new)

    assert (found.added, found.removed) == (("c",), ("b",))
    assert (found.added_flows, found.removed_flows) == (("g_c", "c_e"), ("g_b", "b_e"))
    assert found.changes == (
        Change("a", "name", "Check", "Check again"),
        Change("a", "form", None, "f"),
        Change("g_x", "condition", "n > 1", "n > 2"),
    )
    assert found.changed == {"name": ("a",), "form": ("a",), "condition": ("g_x",)}


def test_the_order_of_conditions_is_a_change():
    flows = d.flow("g", "e", "p"), d.flow("g", "x", "q")
    body = d.start("s"), d.gateway("exclusive", "g"), d.end("e"), d.end("x"), d.flow("s", "g")

    found = told(model(*body, *flows), model(*body, *reversed(flows)))

    assert found.changes == (Change("g", "order", "g_e, g_x", "g_x, g_e"),)


def test_timers_loops_and_mappings_are_told():
    def version(text: str, loop: str, source: str) -> bytes:
        return model(
            d.start("s"), d.user("a", d.mapping((source, "x")), loop), d.boundary("t", "a", d.timer("Duration", text)),
            d.end("e"), d.path("s a e"), d.flow("t", "e"),
        )  # fmt: skip

    found = told(version("PT1H", d.each("xs"), "1"), version("PT2H", d.each("ys"), "2"))

    assert [(change.place, change.what) for change in found.changes] == [
        ("a", "loop collection"),
        ("a", "inputs"),
        ("t", "timer"),
    ]


def test_a_flow_that_leads_elsewhere_is_a_changed_flow():
    new = OLD.replace(b'id="g_x" sourceRef="g" targetRef="x"', b'id="g_x" sourceRef="g" targetRef="e"')

    assert told(OLD, new).changed == {"target": ("g_x",)}
