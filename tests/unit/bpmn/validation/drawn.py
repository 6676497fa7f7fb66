"""Models drawn as lines of text, for rules to be tried on.

    startEvent s                           an element: its tag and its id, then what it has:
    userTask a name="Ask" default=f2       attributes
    intermediateCatchEvent w @timer=P1D    @ a trigger, with what it names
    serviceTask b +taskDefinition(type=x)  + a zeebe: extension
    task c '<documentation>x</documentation>'   a child as it is written
    subProcess p {                         what follows lies in it, up to }
    s > a > w                              flows
    f2: a > b [x = 1]                      a flow with an id, a condition
    <textAnnotation id="n"/>               anything else as it is written
    root <category id="c"/>                the same, beside the process
    definitions x=y / process x=y          attributes of the file, of its process (its id is p)

`«broken || valid»` writes two models at once: the one that breaks a rule, and its valid twin.
"""

import itertools
import re
import shlex
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:drools="http://www.jboss.org/drools" '
    'xmlns:flowable="http://flowable.org/bpmn" xmlns:signavio="http://www.signavio.com" xmlns:odd="urn:odd"'
)
BESIDE = frozenset(
    {"message", "signal", "error", "escalation", "collaboration", "itemDefinition", "dataStore"}
)
REFERENCES = frozenset({"message", "signal", "error", "escalation"})
TIMES = {"P": "timeDuration", "R": "timeCycle", "2": "timeDate", "=": "timeDuration"}
FLOW = re.compile(r"(?:(\S+): )?(\S+(?: > \S+)+)(?: \[(.*)\])?\Z")
CHOICE = re.compile(r"«(.*?)\|\|(.*?)»", re.DOTALL)


def broken(text: str) -> str:
    """The model that breaks the rule."""
    return CHOICE.sub(lambda found: found[1], text)


def valid(text: str) -> str:
    """Its twin."""
    return CHOICE.sub(lambda found: found[2], text)


def around(element: str, more: str = "") -> str:
    """An element `t` between a start and an end event."""
    return f"startEvent s\n{element}\nendEvent e\ns > t > e\n{more}"


def xml(text: str) -> bytes:
    """The file."""
    drawn = _Drawn()
    for line in filter(None, map(str.strip, text.splitlines())):
        drawn.take(line)
    return drawn.file()


class _Drawn:
    def __init__(self) -> None:
        self.beside: list[str] = []
        self.inside: list[str] = []
        self.closing: list[str] = []
        self.definitions = 'targetNamespace="test"'
        self.process = 'isExecutable="true"'

    def take(self, line: str) -> None:
        flow = FLOW.match(line)
        word, _, rest = line.partition(" ")
        if line.startswith("<"):
            self.inside.append(line)
        elif line == "}":
            self.inside.append(self.closing.pop())
        elif word == "root":
            self.beside.append(rest)
        elif word == "definitions":
            self.definitions = _attributes(shlex.split(rest))
        elif word == "process":
            self.process = _attributes(shlex.split(rest))
        elif flow:
            self._flow(*flow.groups())
        else:
            self._element(line)

    def _flow(self, ident: str | None, path: str, condition: str | None) -> None:
        nodes = path.split(" > ")
        text = (
            f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition is not None else ""
        )
        for source, target in itertools.pairwise(nodes):
            name = ident or f"{source}_{target}"
            self.inside.append(
                f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{text}</sequenceFlow>'
            )

    def _element(self, line: str) -> None:
        tag, *words = filter(None, shlex.split(line.removesuffix("{")))
        ident = (
            "" if not words or words[0][0] in "@+<" or "=" in words[0] else f" id={quoteattr(words.pop(0))}"
        )
        own = [word for word in words if word[0] not in "@+<"]
        children = "".join(_child(word) for word in words if word[0] in "@+<")
        opening = f"<{tag}{ident} {_attributes(own)}>{children}"
        if line.endswith("{"):
            self.inside.append(opening)
            self.closing.append(f"</{tag}>")
        else:
            (self.beside if tag in BESIDE else self.inside).append(f"{opening}</{tag}>")

    def file(self) -> bytes:
        ident = "" if f" {self.process}".count(" id=") else 'id="p"'
        process = f"<process {ident} {self.process}>{''.join(self.inside)}</process>"
        return (
            f"<definitions {SPACES} {self.definitions}>{''.join(self.beside)}{process}</definitions>".encode()
        )


def _attributes(words: list[str]) -> str:
    pairs = (word.partition("=") for word in words)
    return " ".join(f"{name}={quoteattr(value)}" for name, _, value in pairs)


def _child(word: str) -> str:
    if word.startswith("<"):
        return word
    if word.startswith("+"):
        name, _, rest = word[1:].rstrip(")").partition("(")
        return f"<extensionElements><zeebe:{name} {_attributes(rest.split(',') if rest else [])}/></extensionElements>"
    name, _, value = word[1:].partition("=")
    tag = f"{name}EventDefinition"
    if name in REFERENCES:
        return f'<{tag} {name}Ref="{value}"/>' if value else f"<{tag}/>"
    if name == "link":
        return f'<{tag} name="{value}"/>' if value else f"<{tag}/>"
    if name == "conditional":
        return f"<{tag}><condition>{escape(value)}</condition></{tag}>"
    if name == "timer" and value:
        time = TIMES.get(value[0], "timeDuration")
        return f"<{tag}><{time}>{escape(value)}</{time}></{tag}>"
    return f"<{tag}/>"
