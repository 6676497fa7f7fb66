"""Rules about ids: what is named can be found again."""

import re
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import NODES
from engine.bpmn.validation.view import View
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local
from engine.faults import sentence

_SOURCE = "BPMN 2.0.2, 8.3.1, id"
_LONGEST = 100
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_OURS = re.compile(r"#(start|end|each|called)\Z")
"""The runtime calls its own parts so: a round of a loop at `a` is `a#each`."""


@rule("ID-UNIQUE", "fault", "An id stands once in a file.", _SOURCE)
def unique(view: View) -> Iterator[Hit]:
    for element in view.twice:
        first = view.by_id[element.get("id", "")]
        yield Hit(
            element,
            f"The id «{element.get('id')}» stands twice: on {kind(first)} and on {kind(element)}.",
            "Give one of them another id.",
        )


@rule(
    "ID-MISSING",
    "fault",
    "Processes and flow nodes have an id.",
    "Brücke: state and history name elements by it",
)
def missing(view: View) -> Iterator[Hit]:
    for element in view.elements:
        if element.get("id") is None and (local(element) in NODES or local(element) == "process"):
            yield Hit(
                element,
                sentence(f"{kind(element)} has no id"),
                "Give it one that stays the same when the model changes.",
            )


@rule(
    "ID-FORM",
    "fault",
    "Ids are short and without blanks.",
    "XML Schema 2, NCName; at most 100 characters: ours",
)
def form(view: View) -> Iterator[Hit]:
    for element in view.nodes:
        ident = element.get("id")
        if ident is None:
            continue
        if not ident or len(ident) > _LONGEST or _BLANK.search(ident) or _OURS.search(ident):
            yield _wrong(element, ident)


@rule(
    "ID-PROCESS",
    "fault",
    "The id of a process is a name of XML: it stands in addresses.",
    "BPMN 2.0.2, 8.3.1, id; XML Schema 2, NCName",
)
def process(view: View) -> Iterator[Hit]:
    for element in view.all("process"):
        ident = element.get("id")
        if ident is not None and (len(ident) > _LONGEST or not _NAME.fullmatch(ident)):
            yield _wrong(element, ident)


def _wrong(element: etree._Element, ident: str) -> Hit:
    return Hit(
        element,
        f"«{ident[:_LONGEST]}» can't be the id of {kind(element)}.",
        f"Begin with a letter or «_», then use letters, digits, «_», «-» and «.»; at most {_LONGEST} characters.",
    )


RULES = (unique, missing, form, process)
