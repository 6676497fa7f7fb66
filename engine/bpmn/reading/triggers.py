"""Event definitions: what an event waits for, or what it sends out."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension, properties_of
from engine.bpmn.model import Note, Text, Trigger, feel, listed, literal
from engine.bpmn.reading.references import References, child, children, text_of
from engine.bpmn.xml import BPMN, local, namespace

_SUFFIX = "EventDefinition"
_TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


class Triggers:
    """Reads the event definitions of a file; `notes` say what was not written where it is meant."""

    def __init__(self, root: etree._Element, references: References) -> None:
        self.notes: list[Note] = []
        self._references = references
        self._message_flows = _message_flows(root, references)

    def of_event(self, event: etree._Element) -> tuple[Trigger, ...]:
        """The definitions of an event in document order, those it refers to among them."""
        return tuple(self._trigger(node, event) for node in self.definitions(event))

    def definitions(self, event: etree._Element) -> Iterator[etree._Element]:
        """The nodes of an event's definitions, wherever they stand."""
        for node in event:
            if namespace(node) != BPMN:
                continue
            if local(node) == "eventDefinitionRef":
                found = self._references.find(node.text)
                if found is not None:
                    self._note(event, "READ-REF", f"«{found.get('id')}» is read as if it stood in the event.")
                    yield found
            elif local(node).endswith(_SUFFIX):
                yield node

    def of_message(self, node: etree._Element) -> Trigger | None:
        """The message that a send or receive task names, or that a message flow draws for it."""
        reference, ident = node.get("messageRef"), node.get("id", "")
        if reference is None and ident not in self._message_flows:
            return None
        return self._message(node, node)

    def _trigger(self, node: etree._Element, event: etree._Element) -> Trigger:
        kind = local(node).removesuffix(_SUFFIX)
        if kind == "message":
            return self._message(node, event)
        if kind == "timer":
            return _timer(node, event)
        if kind == "signal":
            return Trigger(kind, self._name(node.get("signalRef"), "signal", event))
        if kind in {"error", "escalation"}:
            return Trigger(kind, code=self._code(node.get(f"{kind}Ref"), kind))
        if kind == "conditional":
            return Trigger(kind, condition=feel(text_of(child(node, "condition"))))
        if kind == "link":
            return Trigger(kind, Text(node.get("name") or event.get("name") or "", False))
        return Trigger(kind)

    def _message(self, node: etree._Element, event: etree._Element) -> Trigger:
        reference = node.get("messageRef")
        if reference is None:
            drawn = self._message_flows.get(event.get("id", ""))
            if drawn is not None:
                told = f"It names no message; the message flow says which: «{drawn}»."
                if extension(event, "taskDefinition") is None:  # a job sends by itself
                    self._note(event, "READ-MESSAGE", told)
            return Trigger("message", Text(drawn, False) if drawn else None)
        message = self._references.find(reference, "message")
        subscription = extension(message, "subscription") if message is not None else None
        key = feel(subscription.get("correlationKey")) if subscription is not None else None
        return Trigger("message", self._name(reference, "message", event), key=key)

    def _name(self, reference: str | None, kind: str, event: etree._Element) -> Text | None:
        if reference is None:
            return None
        node = self._references.find(reference, kind)
        name = literal(node.get("name")) if node is not None else None
        if name is not None:
            return name
        ident = self._references.ident(reference)
        self._note(event, "READ-NAME", f"The {kind} «{ident}» has no name; its id is its name here.")
        return Text(ident, False)

    def _code(self, reference: str | None, kind: str) -> str | None:
        node = self._references.find(reference, kind)
        if node is None:
            return None
        return node.get(f"{kind}Code") or node.get("name") or node.get("id")

    def _note(self, event: etree._Element, rule: str, message: str) -> None:
        self.notes.append(Note(event.get("id", ""), rule, message))


def _timer(node: etree._Element, event: etree._Element) -> Trigger:
    said = properties_of(event)
    warns = tuple(int(part) for part in listed(said.get("bruecke.warns", "")) if part.isdecimal())
    for tag, kind in _TIMERS.items():
        text = text_of(child(node, tag))
        if text is not None:
            return Trigger(
                "timer",
                timer=kind,
                when=literal(text),
                working_days=said.get("bruecke.days") == "working",
                warns=warns,
                is_first=said.get("bruecke.late") == "timer_first",
            )
    return Trigger("timer")


def _message_flows(root: etree._Element, references: References) -> dict[str, str]:
    """Both ends of each message flow to the name of what goes along it."""
    found: dict[str, str] = {}
    for collaboration in children(root, "collaboration"):
        for flow in children(collaboration, "messageFlow"):
            message = references.find(flow.get("messageRef"), "message")
            name = ((message.get("name") if message is not None else None) or flow.get("name") or "").strip()
            for end in (flow.get("sourceRef"), flow.get("targetRef")):
                if name and end:
                    found.setdefault(references.ident(end), name)
    return found
