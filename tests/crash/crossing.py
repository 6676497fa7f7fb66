"""The model that has something of everything: jobs of both kinds, timers, messages from outside and between cases, a signal, tasks."""

import time
from collections.abc import Mapping
from typing import Any

from engine.ports import HandedJob
from tests.unit.bpmn.validation.drawn import xml

_GIVES_NUMBER = (
    '\'<extensionElements><zeebe:ioMapping><zeebe:input source="=number" target="number"/></zeebe:ioMapping>'
    "</extensionElements>'"
)
_BY_NUMBER = "+subscription(correlationKey==number)"

CROSSING = xml(f"""
message opens name=crossing_opens
message first name=first_paid {_BY_NUMBER}
message again name=again_paid {_BY_NUMBER}
message called name=crossing_called
message echoed name=crossing_echoed {_BY_NUMBER}
signal bell name=crossing_bell
process id=crossing isExecutable=true
startEvent s
startEvent m @message=opens
userTask ask
parallelGateway all
serviceTask weigh +taskDefinition(type=crossing_weigh,retries=3)
serviceTask stamp +taskDefinition(type=crossing_stamp,retries=3)
intermediateCatchEvent pause @timer==length
intermediateCatchEvent paid @message=first
intermediateCatchEvent paid_again @message=again
intermediateCatchEvent rung @signal=bell
intermediateThrowEvent call @message=called {_GIVES_NUMBER}
intermediateCatchEvent echo @message=echoed
userTask hurry
boundaryEvent late attachedToRef=hurry @timer==length
exclusiveGateway either
parallelGateway both
userTask check
endEvent e
s > ask
m > ask
ask > all
all > weigh > both
all > stamp > both
all > pause > both
all > paid > paid_again > both
all > rung > both
all > call > both
all > echo > both
all > hurry > either
late > either
either > both
both > check > e
""")
"""`paid_again` waits behind `paid`, so a message of the one that came early waits for the other."""

ECHO = xml(f"""
message called name=crossing_called
message echoed name=crossing_echoed {_BY_NUMBER}
process id=crossing_echo isExecutable=true
startEvent s @message=called
endEvent e @message=echoed {_GIVES_NUMBER}
s > e
""")
"""Begun by what the crossing throws; its answer leads the crossing on."""

LENGTHS = ("PT1S", "PT2S", "PT3S")
ONCE = (
    ("JOB_COMPLETED", "weigh"),
    ("JOB_COMPLETED", "stamp"),
    ("TIMER_FIRED", "pause"),
    ("MESSAGE_RECEIVED", "paid"),
    ("MESSAGE_RECEIVED", "paid_again"),
    ("MESSAGE_RECEIVED", "echo"),
    ("SIGNAL_RECEIVED", "rung"),
)
"""What happens once in each crossing that was asked and got all that it waits for."""


def stamped(job: HandedJob) -> Mapping[str, Any]:
    """The handler of the jobs that are done in our own processes; long enough to be killed in."""
    time.sleep(0.02)
    return {"by_stamp": str(job.key)}
