"""Conventions are judged in seconds, whatever a model is like."""

import time

import pytest

from engine.bpmn.xml import read_xml
from engine.packages.conventions import notices
from tests.unit.packages.conventions.models import written

SECONDS = 5.0
BENDS = " ".join(f"{n},{n % 7}" for n in range(20_000))
HOSTILE = {
    "flows between everything": "".join(f"and g{n}\n" for n in range(30))
    + "".join(f"g{a} > g{b}\n" for a in range(30) for b in range(30)),
    "choices between everything": "".join(f"xor g{n} Ja\n" for n in range(30))
    + "".join(f"g{a} > g{b}\n" for a in range(30) for b in range(30)),
    "a gateway with a thousand flows": "and g\nuser a Fall erfassen\n" + "g > a\n" * 990,
    "lines with bends without end": f"start s Da\nend e Da\ns > e\ns > e\n~f1 {BENDS}\n~f2 {BENDS}\n",
    "a thousand lines": "start s Da\nend e Da\n" + "s > e\n" * 990 + "".join(f"~f{n} 0,{n} 9,9\n" for n in range(1, 991)),
    "a name without end": "end e " + "ge" * 100_000 + "x\nuser a " + "beüber" * 50_000 + " " + "en" * 50_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_model_is_judged_in_seconds(name):
    root = read_xml(written(HOSTILE[name]), "hostile.bpmn")
    began = time.process_time()

    found = notices(root, "hostile.bpmn")

    assert time.process_time() - began < SECONDS
    assert len(found) < 1_000
    assert all(len(text) < 1_000 for notice in found for text in notice.texts.values())
