"""Rules about expressions: FEEL, and FEEL that reads."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from decisions import feel
from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View, child_of, is_written, text_of
from engine.bpmn.xml import ZEEBE, local, namespace
from engine.faults import sentence

_SOURCE = "BPMN 2.0.2, 8.4.6; DMN 1.5, 10.3"
_ALWAYS = {
    "conditionExpression": "sequenceFlow",
    "loopCondition": "standardLoopCharacteristics",
    "loopCardinality": "multiInstanceLoopCharacteristics",
    "completionCondition": "",
    "condition": "conditionalEventDefinition",
}
"""Elements whose text is always an expression, with the only element they count on."""
_TIMES = ("timeDate", "timeDuration", "timeCycle")
_NO_EXPRESSIONS = frozenset({"property", "header", "versionTag"})


class _Written(NamedTuple):
    """An expression: where it stands, what it is called there, its text, the language it says it is in."""

    element: etree._Element
    what: str
    text: str
    language: str


def _is_feel(language: str) -> bool:
    return not language.strip() or "feel" in language.lower()


def _plain(view: View) -> Iterator[_Written]:
    """Conditions and the like, which are expressions with or without «=»."""
    for tag, holder in _ALWAYS.items():
        for element in view.all(tag):
            parent = element.getparent()
            if is_written(element) and parent is not None and (not holder or local(parent) == holder):
                yield _Written(element, tag, text_of(element), element.get("language", ""))


def _marked(view: View) -> Iterator[_Written]:
    """What is an expression only when it begins with «=»."""
    for element in view.all(*_TIMES):
        yield _Written(element, local(element), text_of(element), element.get("language", ""))
    for element in view.all("message", "signal"):
        yield _Written(element, "name", (element.get("name") or "").strip(), "")
    for owner, item in view.foreign:
        if namespace(item) != ZEEBE:
            continue
        for node in item.iter(f"{{{ZEEBE}}}*"):
            if local(node) not in _NO_EXPRESSIONS:
                for name, value in node.attrib.items():
                    yield _Written(owner, f"zeebe:{local(node)} {name}", str(value).strip(), "")


def _scripts(view: View) -> Iterator[_Written]:
    """Scripts that would be executed."""
    for task in view.all("scriptTask"):
        script = child_of(task, "script")
        if (
            is_written(script)
            and extension(task, "taskDefinition") is None
            and extension(task, "script") is None
        ):
            yield _Written(task, "script", text_of(script), task.get("scriptFormat", ""))


def _default_language(view: View) -> str:
    return view.root.get("expressionLanguage", "")


@rule("FEEL-ONLY", "fault", "Expressions are written in FEEL.", "Brücke, design 2")
def language(view: View) -> Iterator[Hit]:
    for item in _plain(view):
        if not _is_feel(item.language):
            yield Hit(
                item.element,
                f"The {item.what} is written in «{item.language[:60]}».",
                "Write it in FEEL.",
            )


@rule("SCRIPT-LANGUAGE", "fault", "Scripts are written in FEEL.", "Brücke, design 2")
def script_language(view: View) -> Iterator[Hit]:
    for item in _scripts(view):
        if not _is_feel(item.language):
            yield Hit(
                item.element,
                f"The script is written in «{item.language[:60]}», which is never executed.",
                "Write it in FEEL in zeebe:script, or let a service task do it.",
            )


@rule(
    "NEEDS-LANGUAGE",
    "todo",
    "Texts of a file in another language are rewritten in FEEL.",
    "BPMN 2.0.2, 8.2.1",
)
def file_language(view: View) -> Iterator[Hit]:
    said = _default_language(view)
    if _is_feel(said):
        return
    for item in _plain(view):
        if not item.language and not item.text.startswith("="):
            yield Hit(
                item.element,
                f"The file says that its expressions are written in «{said[:60]}»: «{item.text[:60]}».",
                "Write it in FEEL, after «=».",
            )


@rule("FEEL-READ", "fault", "FEEL has no mistakes of writing.", _SOURCE)
def reads(view: View) -> Iterator[Hit]:
    said = _default_language(view)
    always = [
        item
        for item in _plain(view)
        if _is_feel(item.language) and (item.language or item.text.startswith("=") or _is_feel(said))
    ]
    scripts = [item for item in _scripts(view) if _is_feel(item.language)]
    marked = [item for item in _marked(view) if item.text.startswith("=")]
    for item in (*always, *scripts, *marked):
        why = _mistake(item.text.removeprefix("=").strip())
        if why:
            foreign = item.text.startswith(("${", "#{"))
            yield Hit(
                item.element,
                sentence(f"«{item.text[:60]}» ({item.what}) is not FEEL: {why}"),
                "This is the language of another engine; write it in FEEL." if foreign else "Correct it.",
            )


def _mistake(text: str) -> str:
    try:
        feel.parse(text)
    except (feel.FeelSyntaxError, feel.FeelLimitError) as error:
        return str(error)
    return ""


RULES = (language, script_language, file_language, reads)
