"""Rules about expressions: FEEL, FEEL that reads, and calls only what there is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from decisions import feel
from decisions.feel.calling import alike, unknown_calls
from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View, child_of, is_written, text_of
from engine.bpmn.validation.words import listed
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
_NEVER_TEXTS = frozenset(
    {
        ("loopCharacteristics", "inputCollection"),
        ("loopCharacteristics", "outputElement"),
        ("subscription", "correlationKey"),
        ("adHoc", "activeElementsCollection"),
        ("script", "expression"),
    }
)
"""Attributes of `zeebe:` elements that are expressions with or without «=»."""
_OTHER_ENGINE = re.compile(r"[$#]\{")
_XPATH = re.compile(
    r"(?:^|[\s(=,<>!])/{1,2}\w|\w/\w+(?:/|\[)|::|\$\w|@\w|\bgetDataObject\w*\(|\bbpmn:|\bbpel:"
)


class _Written(NamedTuple):
    """An expression: where it stands, what it is called there, its text, the language it says it is in."""

    element: etree._Element
    what: str
    text: str
    language: str


class _Judged(NamedTuple):
    """What keeps a text from being FEEL, and the functions it calls that there are not."""

    mistake: str
    unknown: tuple[str, ...]


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
    for element in view.all("callActivity"):
        yield _Written(element, "calledElement", (element.get("calledElement") or "").strip(), "")
    for element in view.all("message", "signal"):
        yield _Written(element, "name", (element.get("name") or "").strip(), "")
    for owner, item in view.foreign:
        if namespace(item) != ZEEBE:
            continue
        for node in item.iter(f"{{{ZEEBE}}}*"):
            if local(node) not in _NO_EXPRESSIONS:
                for name, value in node.attrib.items():
                    if (local(node), str(name)) not in _NEVER_TEXTS:
                        yield _Written(owner, _called(node, str(name)), str(value).strip(), "")


def _unmarked(view: View) -> Iterator[_Written]:
    """Attributes of `zeebe:` elements that are expressions also without «=»."""
    for owner, item in view.foreign:
        if namespace(item) == ZEEBE:
            for name, value in item.attrib.items():
                if (local(item), str(name)) in _NEVER_TEXTS and str(value).strip():
                    yield _Written(owner, _called(item, str(name)), str(value).strip(), "")


def _called(node: etree._Element, name: str) -> str:
    """What an expression is called: of several mappings the one of which target."""
    target = f" of «{node.get('target')}»" if local(node) in {"input", "output"} and name != "target" else ""
    return f"zeebe:{local(node)} {name}{target}"


def _scripts(view: View) -> Iterator[_Written]:
    """Scripts that would be executed."""
    for task in view.all("scriptTask"):
        script = child_of(task, "script")
        own = extension(task, "script")
        has_own = own is not None and (own.get("expression") or "").strip()
        if is_written(script) and extension(task, "taskDefinition") is None and not has_own:
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
    for item in _plain(view):
        if _is_in_another_language(view, item) and not _judged(view, item).mistake:
            yield Hit(
                item.element,
                f"The file says that its expressions are written in «{_default_language(view)[:60]}»: «{item.text[:60]}».",
                "Write it in FEEL, after «=».",
            )


def _is_in_another_language(view: View, item: _Written) -> bool:
    """Whether only the file says in which language an expression is, and it is not FEEL."""
    return not item.language and not item.text.startswith("=") and not _is_feel(_default_language(view))


def _in_feel(view: View) -> Iterator[_Written]:
    """Everything that is read as FEEL."""
    yield from (item for item in (*_plain(view), *_scripts(view)) if _is_feel(item.language))
    yield from _unmarked(view)
    yield from (item for item in _marked(view) if item.text.startswith("="))


@rule("FEEL-READ", "fault", "FEEL has no mistakes of writing.", _SOURCE)
def reads(view: View) -> Iterator[Hit]:
    for item in _in_feel(view):
        why = _judged(view, item).mistake
        if why:
            foreign = _foreign(item.text)
            looks = f", it looks like {foreign}" if foreign else ""
            yield Hit(
                item.element,
                sentence(f"«{item.text[:60]}» ({item.what}) is not FEEL{looks}: {why}"),
                "This is the language of another engine; write it in FEEL." if foreign else "Correct it.",
            )


@rule(
    "FEEL-FUNCTION",
    "fault",
    "Only functions that there are are called.",
    "DMN 1.5, 10.3.4; variables are JSON",
)
def functions(view: View) -> Iterator[Hit]:
    for item in _in_feel(view):
        for name in () if _is_in_another_language(view, item) else _judged(view, item).unknown:
            close = alike(name)
            yield Hit(
                item.element,
                f"«{item.text[:60]}» ({item.what}) calls «{name[:60]}», which is no function of FEEL.",
                f"Is {listed(f'«{word}»' for word in close)} meant?"
                if close
                else "Use a built-in function, or define it in the expression: {f: function(x) …, result: f(1)}.result.",
            )


def _foreign(text: str) -> str:
    """The language that a text looks like which is no FEEL."""
    if _OTHER_ENGINE.search(text):
        return "${…} of Camunda 7 or Flowable"
    return "XPath" if _XPATH.search(text) else ""


def _judged(view: View, item: _Written) -> _Judged:
    """What is wrong with an expression, read once."""
    known: dict[str, _Judged] = view.remember("feel", lambda _: {})
    text = item.text.removeprefix("=").strip()
    if text not in known:
        try:
            known[text] = _Judged("", unknown_calls(feel.parse(text).tree))
        except (feel.FeelSyntaxError, feel.FeelLimitError) as error:
            known[text] = _Judged(str(error), ())
    return known[text]


RULES = (language, script_language, file_language, reads, functions)
