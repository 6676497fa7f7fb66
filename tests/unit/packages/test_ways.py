"""Where tokens can come to without passing certain flows, over all levels of a model (X13 rests on it)."""

import random
import time

import pytest

from engine.bpmn.model import Model
from engine.bpmn.reading import read_model
from engine.packages.checks.ways import Past, reached
from tests.bpmn.play import Failed, Play
from tests.models import HEAD, TAIL
from tests.oracle.models import from_tape
from tests.oracle.steps import Terms, agree, choices_from

LINK = '<bpmn:linkEventDefinition name="L"/>'
ERROR = '<bpmn:errorEventDefinition errorRef="e"/>'
ESCALATION = '<bpmn:escalationEventDefinition escalationRef="s"/>'


def parsed(content: str) -> Model:
    """A model of lines `kind id [attributes] [{]`, `source > target` and `}`; guarded flows are written `>>`."""
    parts: list[str] = []
    open_tags: list[str] = []
    for line in filter(None, content.splitlines()):
        words = line.split()
        if words[0] == "}":
            parts.append(f"</bpmn:{open_tags.pop()}>")
        elif words[1] in {">", ">>"}:
            ident = f"{'guarded' if words[1] == '>>' else 'flow'}_{words[0]}_{words[2]}"
            parts.append(f'<bpmn:sequenceFlow id="{ident}" sourceRef="{words[0]}" targetRef="{words[2]}"/>')
        else:
            tag = {
                "xor": "exclusiveGateway",
                "and": "parallelGateway",
                "sub": "subProcess",
                "task": "userTask",
            }
            kind = tag.get(words[0], words[0])
            rest = " ".join(words[2:])
            inner = rest.replace("ERROR", ERROR).replace("ESCALATION", ESCALATION)
            attributes, _, inside = inner.partition("|")
            parts.append(
                f'<bpmn:{kind} id="{words[1]}" {attributes.removesuffix("{")}>{inside.removesuffix("{")}'
            )
            if rest.endswith("{"):
                open_tags.append(kind)
            else:
                parts.append(f"</bpmn:{kind}>")
    head = HEAD.replace(
        "<bpmn:process",
        '<bpmn:error id="e" errorCode="E"/><bpmn:escalation id="s" escalationCode="S"/><bpmn:process',
    )
    return read_model((head + "".join(parts) + TAIL).encode(), "test.bpmn")


def unguarded(content: str) -> set[str]:
    return reached(parsed(content), lambda flow: not flow.id.startswith("guarded"))


SUB = """
startEvent s
sub p {
startEvent i
xor g
i > g
INSIDE
}
task behind
s > p
p > behind
"""
GRANTED_ONLY = "endEvent granted\ng >> granted\n"
THROWS = "endEvent refused |ERROR\ng > refused\n"
BORDER = "boundaryEvent border attachedToRef='p' |ERROR\ntask caught\nborder > caught\n"
LINKED = f"""
startEvent s
xor g
task t
intermediateThrowEvent away |{LINK}
intermediateCatchEvent back |{LINK}
task behind
s > g
g >> t
g > away
back > behind
"""
CASES = {
    "an end inside that is guarded": (SUB.replace("INSIDE", GRANTED_ONLY), "behind", False),
    "another end inside": (SUB.replace("INSIDE", GRANTED_ONLY + "endEvent no\ng > no"), "behind", True),
    "an error inside is no end": (SUB.replace("INSIDE", GRANTED_ONLY + THROWS), "behind", False),
    "an error at the border": (SUB.replace("INSIDE", GRANTED_ONLY + THROWS) + BORDER, "caught", True),
    "an error thrown only behind the guard": (
        SUB.replace("INSIDE", "endEvent late |ERROR\ng >> late") + BORDER, "caught", False
    ),
    "an escalation at the border": (
        SUB.replace("INSIDE", GRANTED_ONLY + "endEvent up |ESCALATION\ng > up") + BORDER.replace("ERROR", "ESCALATION"), "caught", True
    ),
    "another code at the border": (
        SUB.replace("INSIDE", GRANTED_ONLY + "endEvent up |ESCALATION\ng > up") + BORDER, "caught", False
    ),
    "an error that an event sub-process of the sub-process catches": (
        SUB.replace("INSIDE", GRANTED_ONLY + THROWS + "sub h triggeredByEvent='true' {\nstartEvent hs |ERROR\nendEvent he\nhs > he\n}"),
        "behind",
        True,
    ),
    "a task of an event sub-process of the process": (
        SUB.replace("INSIDE", GRANTED_ONLY + THROWS) + "sub h triggeredByEvent='true' {\nstartEvent hs |ERROR\ntask help\nhs > help\n}",
        "help",
        True,
    ),
    "a sub-process that may be repeated no time": (
        SUB.replace("INSIDE", GRANTED_ONLY + "multiInstanceLoopCharacteristics loop"), "behind", True
    ),
    "a timer at the border": (
        SUB.replace("INSIDE", GRANTED_ONLY) + BORDER.replace("ERROR", "<bpmn:timerEventDefinition/>"), "caught", True
    ),
    "a parallel join with one guarded path": (
        "startEvent s\nand a\ntask x\nxor g\nand j\ntask behind\ns > a\na > x\na > g\nx > j\ng >> j\nj > behind", "behind", False
    ),
    "a path beside the guarded one": (
        "startEvent s\nand a\ntask behind\nxor g\ntask later\ns > a\na > behind\na > g\ng >> later", "behind", True
    ),
    "an exclusive merge with one guarded path": (
        "startEvent s\nxor a\nxor j\ntask behind\ns > a\na >> j\na > j\nj > behind", "behind", True
    ),
    "a link from before the guard": (
        LINKED,
        "behind",
        True,
    ),
    "a circle back behind the guard": (
        "startEvent s\nxor m\nxor g\ntask behind\ns > m\nm > g\ng >> behind\nbehind > m", "behind", False
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_token_comes_there_unguarded_or_not(name):
    content, place, comes = CASES[name]

    assert (place in unguarded(content)) is comes


def test_what_may_have_passed_before_counts_all_levels_but_not_what_comes_later():
    model = parsed(SUB.replace("INSIDE", GRANTED_ONLY + THROWS) + BORDER)

    assert Past(model).of("g") == {"i", "p", "s"}
    assert Past(model).of("behind") == {"granted", "g", "i", "p", "s"}
    assert Past(model).of("caught") >= {"border", "refused", "granted"}


def played(number: int) -> tuple[Model, list[str]]:
    """A random model and what a random play of it completed."""
    chance = random.Random(number)
    drawn = from_tape(chance.randbytes(400))
    plays: list[Play] = []

    def maker(model):
        plays.append(Play(model.xml, model.variables, start=model.start, others=model.others))
        return plays[-1]

    agree(drawn, [maker], choices_from(chance.randbytes(64)), Terms((Failed,)))
    return read_model(drawn.xml, "test.bpmn"), plays[-1].completed if plays else []


def test_whatever_a_token_came_to_without_an_element_could_be_reached_without_it():
    """Over random models: what no way leads to without passing an element is never completed before that one."""
    told = compared = 0
    for number in range(150):
        model, completed = played(number)
        own = [ident for ident in completed if ident in model.elements]
        assert set(own) <= reached(model), number
        for gateway, element in model.elements.items():
            if element.loop is not None:  # done no time, it is listed no time
                continue
            free = reached(model, lambda flow, avoided=gateway: flow.source != avoided)
            for place, ident in enumerate(own):
                if ident not in free:
                    compared += 1
                    assert gateway in own[:place], (number, gateway, ident)
        told += len(own)

    assert told > 500
    assert compared > 100


def test_a_large_model_is_searched_in_seconds():
    """Written backwards, with events at borders that nothing comes to: each look finds one element more."""
    chain = "\n".join(f"task t{n}\nt{n + 1} > t{n}" for n in range(120))
    events = "".join(
        f"boundaryEvent b{n} attachedToRef='p' |ERROR\ntask c{n}\nb{n} > c{n}\n" for n in range(60)
    ) + "\n".join(f"endEvent u{n} |ESCALATION" for n in range(60))
    model = parsed(
        f"{chain}\nsub p {{\nstartEvent i\n{events.partition('endEvent')[1]}{events.partition('endEvent')[2]}\n}}\n"
        f"{events.partition('endEvent')[0]}task t120\nstartEvent s\ns > p\np > t120"
    )
    began = time.process_time()

    found = reached(model)
    Past(model).of("t0")

    assert "t0" in found
    assert "b0" not in found
    assert time.process_time() - began < 3
