"""Random models that can be run: small, every feature often, and never without an end.

What could go round for ever does not: loops count, handlers of signals and conditions that go on are quiet (they set
nothing and throw nothing).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import strategies as st

from tests.oracle import drawing
from tests.oracle.outline import outline

T = TypeVar("T")

NUMBERS = ("a", "b", "c")
FLAGS = ("p", "q")
VARIABLES = (*NUMBERS, *FLAGS, "k", "xs", "n")  # what a called process must be given; z it need not know
CONDITIONS = ("a > 2", "b > a", "p", "q", "=c = 1", "p and b < 3", "not(q)", "=a > 0")
NUMBER_TEXTS = (
    "if a > 3 then 0 else a + 1", "0", "3", "b", "if c > 2 then 1 else c + 2",
    "if loopCounter = null then 4 else loopCounter", "if z = null then 4 else z", "if local = null then 0 else local",
    "if numberOfCompletedInstances = null then 3 else numberOfCompletedInstances",
)  # fmt: skip
FLAG_TEXTS = ("not(p)", "a > b", "true", "false", "q")
DURATIONS = ("PT1H", "PT30M", "PT2H", "P4W", '=duration("PT1H")', "P1D", "P1M")
CYCLES = (
    "R3/PT1H",
    "R/PT2H",
    "R2/P4W",
    "R2/2026-03-02T09:30:00Z/PT30M",
    "R3/2026-03-31T09:30:00+02:00/P1M",
    '="R2/PT" + string(1) + "H"',
)
DATES = (
    "2026-03-02T09:45:00Z",
    "2026-03-29T12:00:00",
    '="2026-03-02T1" + string(if n > 5 then 5 else n) + ":00:00Z"',
)
SIZES = (5, 10, 15, 20, 25, 30, 40)


@dataclass(frozen=True)
class Model:
    """A process `p`, the processes it calls, and what it begins with."""

    xml: bytes
    others: dict[str, bytes]
    variables: dict[str, object]
    start: str | None  # a start event that must be named, because it has a trigger
    ad_hocs: dict[
        str, tuple[tuple[str, ...], bool]
    ]  # what may be started in it; whether it is finished on demand

    def text(self) -> str:
        """The model in a few lines."""
        return "\n".join(
            [
                f"variables {self.variables} start {self.start}",
                outline(self.xml),
                *(outline(xml) for xml in self.others.values()),
            ]
        )

    def __repr__(self) -> str:
        return f"Model(\n{self.text()}\n)"


@dataclass(frozen=True)
class Place:
    """Where something is drawn: how deep, in what, and whether it must be quiet."""

    depth: int = 0
    kind: str = "process"
    quiet: bool = False
    nest: int = 0  # how many pieces of the same level it is in

    def inner(self, kind: str) -> "Place":
        return replace(self, depth=self.depth + 1, kind=kind, nest=0)


@dataclass
class Sheet:
    """The elements of one level, and its flows, which come last."""

    nodes: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self.nodes + self.flows)


Ends = tuple[str, str]  # first and last node of a piece


class Draughtsman:
    """Draws one model, piece by piece."""

    def __init__(self, choose: Callable[[int], int]) -> None:
        """`choose(n)` gives a number below n; always 0 draws the smallest model."""
        self._choose = choose
        self._names = 0
        self.left = self.pick(SIZES)
        self.others: dict[str, bytes] = {}
        self.ad_hocs: dict[str, tuple[tuple[str, ...], bool]] = {}
        self.start: str | None = None
        self.loose: list[tuple[str, str]] = []  # errors and escalations that were thrown, by kind and code

    # Choosing

    def pick(self, options: Sequence[T]) -> T:
        return options[self._choose(len(options))]

    def chance(self, percent: int) -> bool:
        return self._choose(100) >= 100 - percent

    def name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}{self._names}"

    def node(self, sheet: Sheet, kind: str, make: Callable[[str], str]) -> str:
        """Draws a node and gives its name."""
        name = self.name(kind)
        sheet.nodes.append(make(name))
        self.left -= 1
        return name

    def connect(
        self, sheet: Sheet, source: str, target: str, condition: str | None = None, *, nameless: bool = False
    ) -> str:
        """A flow; `nameless` lets it have no id now and then."""
        name = "" if nameless and self.chance(10) else self.name("f")
        sheet.flows.append(drawing.flow(source, target, condition, name))
        return name

    # Levels and sequences

    def level(self, place: Place) -> str:
        """The inside of a process or sub-process."""
        sheet = Sheet()
        last = None if self.chance(8) else self.node(sheet, "start", drawing.start)
        if last and place.depth == 0 and self.chance(8):
            self.start = last
            kind = self.pick(("message", "timer", "signal", "receive"))
            sheet.nodes[-1] = (
                drawing.receive(last, self.pick(("m1", "m3")), *self.event_mapping(place), begins=True)
                if kind == "receive"
                else drawing.start(last, self.trigger(kind))
            )
        if last and place.depth and place.kind == "process" and self.chance(40):  # what is it not given?
            text = "if z = null then 4 else 0"
            asks = self.node(sheet, "script", lambda name: drawing.script(name, "told", text))
            self.connect(sheet, last, asks)
            last = asks
        mark = len(self.loose)
        _, last = self.sequence(sheet, place, last, 1 + (place.depth == 0))
        self.finish(sheet, place, last)
        if place.kind == "process":
            sheet.nodes.append(drawing.data_objects("b", "o"))
        if self.left > 0 or self.chance(20):
            for _ in range(self.pick((0, 0, 1, 1, 2))):
                self.event_sub(sheet, place, self.loose[mark:])
        return sheet.text()

    def sequence(self, sheet: Sheet, place: Place, last: str | None, least: int = 0) -> Ends:
        """Pieces one after the other, from a node on or from nowhere."""
        first, budget = last, self.left
        number = max(least, self.pick((1, 2, 3, 4)) if self.left > 0 else 1)
        for place_in_row in range(number):
            self.left = share = budget // (number - place_in_row)
            entry, leaving = self.piece(sheet, place)
            budget -= share - self.left
            if last is not None:
                self.connect(sheet, last, entry, nameless=True)
            first, last = first or entry, leaving
        self.left = budget
        assert first is not None
        assert last is not None
        return first, last

    def piece(self, sheet: Sheet, place: Place) -> Ends:
        if self.left <= 0 or (place.nest and self.chance(50)):
            return self.activity(sheet, place)
        place = replace(place, nest=place.nest + 1)
        kind = self.pick(
            (*[self.activity] * 8, *[self.exclusive] * 2, *[self.parallel] * 2, *[self.inclusive] * 3, self.loop,
             self.implicit, *[self.choice] * 2, *[self.catch] * 2, *[self.throw] * 2)
        )  # fmt: skip
        return kind(sheet, place)

    def finish(self, sheet: Sheet, place: Place, last: str) -> None:
        """An end event of some kind, or none at all."""
        kinds = (
            ["none"] * 4
            + ["", "message"]
            + ([] if place.kind == "process" and self.chance(80) else ["terminate"])
        )
        if not place.quiet:
            kinds += ["signal", "escalation"]
        if place.kind in ("sub", "event") and place.depth:
            kinds += ["error", *(() if place.quiet else ("escalation",))]
        kind = self.pick(kinds)
        if kind:
            self.connect(
                sheet, last, self.node(sheet, "end", lambda name: drawing.end(name, *self.thrown(kind)))
            )

    def thrown(self, kind: str) -> tuple[str, ...]:
        match kind:
            case "message":
                return (drawing.message(self.pick(("m1", "m2", "m3"))),)
            case "signal":
                return (drawing.signal(self.pick(("s1", "s2"))),)
            case "escalation":
                code = self.pick(("c1", "c2"))
                self.loose.append((kind, code))
                return (drawing.escalation(code),)
            case "error":
                code = self.pick(("e1", "e2"))
                self.loose.append((kind, code))
                return (drawing.error(code),)
            case "terminate":
                return (drawing.TERMINATE,)
        return ()

    # Gateways

    def branches(
        self, sheet: Sheet, place: Place, split: str, join: str, conditions: Sequence[str | None]
    ) -> None:
        """Flows from a split over pieces, or over nothing, to a join; some leave on their own."""
        for condition in conditions:
            if self.chance(15):
                self.connect(sheet, split, join, condition)
                continue
            if self.chance(25):
                entry, last = self.sequence(sheet, place, None, 1)
            else:
                entry, last = self.piece(sheet, place)
            self.connect(sheet, split, entry, condition)
            if self.chance(6 if join.startswith("and") else 20):
                last = self.side_door(sheet, last, join)
            self.connect(sheet, last, join, nameless=True)

    def side_door(self, sheet: Sheet, last: str, join: str) -> str:
        """A decision to leave the branch: to an end, or by a flow of its own into an inclusive or exclusive join."""
        asked = self.node(sheet, "xor", lambda name: drawing.gateway("exclusive", name))
        target = (
            join
            if join.startswith(("or", "xor")) and self.chance(50)
            else self.node(sheet, "end", drawing.end)
        )
        self.connect(sheet, asked, target, self.pick(CONDITIONS))
        after = self.node(sheet, "none", lambda name: drawing.element("task", name))
        passing = self.connect(sheet, asked, after)
        self.make_default(sheet, asked, passing)
        self.connect(sheet, last, asked)
        return after

    def make_default(self, sheet: Sheet, node: str, flow: str) -> None:
        """Marks a flow as the default of a node that is drawn already."""
        place = next(i for i, text in enumerate(sheet.nodes) if f' id="{node}"' in text.split(">", 1)[0])
        sheet.nodes[place] = sheet.nodes[place].replace(f' id="{node}"', f' id="{node}" default="{flow}"', 1)

    def split(self, sheet: Sheet, kind: str, short: str) -> str:
        return self.node(sheet, short, lambda name: drawing.gateway(kind, name))

    def exclusive(self, sheet: Sheet, place: Place) -> Ends:
        split = self.split(sheet, "exclusive", "xor")
        join = self.split(sheet, *self.pick((("exclusive", "xor"),) * 4 + (("inclusive", "or"),)))
        self.branches(sheet, place, split, join, [self.pick(CONDITIONS) for _ in range(self.pick((1, 2)))])
        self.default_branch(sheet, place, split, join)
        return split, join

    def default_branch(self, sheet: Sheet, place: Place, split: str, join: str) -> None:
        entry, last = self.activity(sheet, place)
        if self.chance(8):
            self.connect(sheet, split, entry, self.pick(CONDITIONS))  # and perhaps there is no answer
        else:
            self.make_default(sheet, split, self.connect(sheet, split, entry))
        self.connect(sheet, last, join)

    def parallel(self, sheet: Sheet, place: Place) -> Ends:
        split = self.split(sheet, "parallel", "and")
        joins = (("parallel", "and"),) * 7 + (("inclusive", "or"),) * 2 + (("exclusive", "xor"),)
        join = self.split(sheet, *self.pick(joins))
        self.branches(sheet, place, split, join, [None] * self.pick((2, 2, 3)))
        return split, join

    def inclusive(self, sheet: Sheet, place: Place) -> Ends:
        split = self.split(sheet, "inclusive", "or")
        join = self.split(sheet, "inclusive", "or")
        self.branches(
            sheet, place, split, join, [self.pick((*CONDITIONS, None)) for _ in range(self.pick((1, 2, 2)))]
        )
        self.default_branch(sheet, place, split, join)
        return split, join

    def loop(self, sheet: Sheet, place: Place) -> Ends:
        """Back through a merge, which may be an inclusive join; the variable n counts."""
        merge = self.split(
            sheet, *self.pick((("exclusive", "xor"), ("exclusive", "xor"), ("inclusive", "or")))
        )
        _, last = self.sequence(sheet, place, merge, 1)
        count = self.node(sheet, "script", lambda name: drawing.script(name, "n", "n + 1"))
        self.connect(sheet, last, count)
        asked = self.split(sheet, "exclusive", "xor")
        self.connect(sheet, count, asked)
        after = self.node(sheet, "none", lambda name: drawing.element("task", name))
        limit = self.pick(("n < 2", "n < 3", "n < 5", "n < 3 and p"))
        self.connect(sheet, asked, merge, limit)
        self.make_default(sheet, asked, self.connect(sheet, asked, after))
        return merge, after

    def implicit(self, sheet: Sheet, place: Place) -> Ends:
        """A task with several flows out, and one with several flows in."""
        split, last = self.activity(sheet, place)
        join = self.node(sheet, "user", drawing.user)
        for condition in (self.pick((None, *CONDITIONS)), self.pick(CONDITIONS)):
            if self.chance(40):
                self.connect(sheet, last, join, condition)
            else:
                entry, leaving = self.activity(sheet, place)
                self.connect(sheet, last, entry, condition)
                self.connect(sheet, leaving, join)
        if self.chance(10):
            return split, join  # and perhaps there is no flow
        if last == split and self.chance(70):
            other = self.node(sheet, "none", lambda name: drawing.element("task", name))
            self.make_default(sheet, last, self.connect(sheet, last, other))
            self.connect(sheet, other, join)
        else:
            self.connect(sheet, last, join)
        return split, join

    def choice(self, sheet: Sheet, place: Place) -> Ends:
        split = self.split(sheet, "eventBased", "choice")
        join = self.split(sheet, "exclusive", "xor")
        for kind in [self.pick(("message", "timer", "signal", "receive", "conditional")) for _ in range(2)]:
            if kind == "receive":
                event = self.node(
                    sheet, "receive", lambda name: drawing.receive(name, "m1", *self.mapping(place, 60))
                )
            else:
                event = self.node(sheet, "catch", lambda name, k=kind: drawing.catch(name, self.trigger(k)))  # type: ignore[misc]  # bound at once
            self.connect(sheet, split, event)
            last = self.sequence(sheet, place, event)[1] if self.chance(30) else event
            self.connect(sheet, last, join)
        return split, join

    # Events

    def trigger(self, kind: str, cycles: bool = False) -> str:
        match kind:
            case "message":
                return drawing.message(self.pick(("m1", "m1", "m1", "m2", "m3", "m4")))
            case "signal":
                return drawing.signal(self.pick(("s1", "s2")))
            case "conditional":
                return drawing.conditional(self.pick(CONDITIONS))
            case "error":
                return drawing.error(self.pick(("e1", "e2", None)))
            case "escalation":
                return drawing.escalation(self.pick(("c1", "c2", None)))
        if self.chance(15):
            return drawing.timer("Date", self.pick(DATES))
        if cycles and self.chance(60):
            return drawing.timer("Cycle", self.pick(CYCLES))
        return drawing.timer("Duration", self.pick(DURATIONS))

    def triggers(
        self, kinds: Sequence[str], thrown: Sequence[tuple[str, str]] = (), *, cycles: bool = False
    ) -> tuple[list[str], list[str]]:
        """One trigger, or now and then several, preferably for what was thrown; their kinds too."""
        if thrown and self.chance(75):
            kind, code = self.pick(thrown)
            told = None if self.chance(25) else code
            return [kind], [drawing.error(told) if kind == "error" else drawing.escalation(told)]
        chosen = [self.pick(kinds)]
        if chosen[0] not in ("error", "escalation") and self.chance(20):
            chosen.append("message" if chosen[0] == "signal" else "signal")
        return chosen, [self.trigger(kind, cycles) for kind in chosen]

    def catch(self, sheet: Sheet, place: Place) -> Ends:
        _, triggers = self.triggers(("message", "timer", "signal", "conditional"))
        mapping = self.event_mapping(place)
        needs_all = len(triggers) > 1 and self.chance(50)
        name = self.node(
            sheet, "catch", lambda name: drawing.catch(name, *mapping, *triggers, needs_all=needs_all)
        )
        return name, name

    def event_mapping(self, place: Place) -> list[str]:
        if place.quiet or not self.chance(15):
            return []
        return [
            drawing.mapping(
                outputs=self.pick(((("a", "c"),), (("b", "c"),), (("not(p)", "q"), ("a", "o.x"))))
            )
        ]

    def thrown_mapping(self, place: Place) -> list[str]:
        """Variables of a thrower's own, which a signal carries."""
        if place.quiet or not self.chance(15):
            return []
        return [
            drawing.mapping(self.pick((("a + 1", "b"), ("if c > 3 then 0 else c + 1", "a"), ("not(p)", "p"))))
        ]

    def throw(self, sheet: Sheet, place: Place) -> Ends:
        kinds = ["message", "none", "link"] + ([] if place.quiet else ["signal", "signal", "escalation"] * 2)
        kind = self.pick(kinds)
        if kind == "link":
            name = self.name("link")
            source = self.node(sheet, "throw", lambda own: drawing.throw(own, drawing.link(name)))
            return source, self.node(sheet, "catch", lambda own: drawing.catch(own, drawing.link(name)))
        thrown = self.thrown(kind)
        if thrown and self.chance(10):
            thrown += self.thrown("message")
        own = self.thrown_mapping(place)
        node = self.node(sheet, "throw", lambda name: drawing.throw(name, *own, *thrown))
        return node, node

    def event_sub(self, sheet: Sheet, place: Place, thrown: Sequence[tuple[str, str]]) -> None:
        kinds, triggers = self.triggers(
            ("message", "timer", "signal", "error", "escalation", "conditional"), thrown, cycles=True
        )
        goes_on = "error" not in kinds and self.chance(60)
        quiet = place.quiet or (goes_on and bool({"signal", "conditional"} & set(kinds)))
        inner = Sheet()
        inside = replace(place.inner("event"), quiet=quiet)
        needs_all = len(triggers) > 1 and self.chance(50)
        mapped = [] if quiet else self.event_mapping(place)
        start = self.node(
            inner,
            "start",
            lambda name: drawing.start(name, *mapped, *triggers, goes_on=goes_on, needs_all=needs_all),
        )
        last = start
        if self.left > 0 or self.chance(50):
            last = self.sequence(inner, inside, start)[1]
        self.finish(inner, inside, last)
        if self.left > 0 and self.chance(15):
            self.event_sub(inner, inside, ())
        mapping = [drawing.mapping(("a + 1", "a"))] if self.chance(10) else []
        self.node(sheet, "event", lambda name: drawing.event_sub(name, *mapping, inner.text()))

    # Activities

    def activity(self, sheet: Sheet, place: Place) -> Ends:
        """An activity with loops, mappings and boundary events; the last node is where they come together again."""
        kinds = [*["user"] * 6, *["job"] * 3, "none", "receive", "send"]
        if not place.quiet:
            kinds += ["script"] * 3
        if self.left > 2 and place.depth < 3:
            kinds += ["sub"] * 4 + ["ad_hoc"] * 2 + ([] if place.quiet else ["call"] * 3)
        kind = self.pick(kinds)
        extras = [*self.mapping(place), *self.looping(kind)]
        mark = len(self.loose)
        name = self.node(
            sheet,
            kind,
            lambda name: self.activity_text(name, kind, place, [*extras, *self.associations(name, place)]),
        )
        return name, self.boundaries(sheet, place, name, kind, self.loose[mark:])

    def activity_text(self, name: str, kind: str, place: Place, extras: list[str]) -> str:
        match kind:
            case "user":
                return drawing.user(name, *extras)
            case "job":
                tag = self.pick(("serviceTask", "sendTask", "scriptTask", "businessRuleTask"))
                return drawing.job(name, *extras, tag=tag)
            case "receive":
                return drawing.receive(name, self.pick(("m1", "m2", "m3", "m4")), *extras)
            case "send":
                return drawing.element(
                    "sendTask", name, *extras, messageRef=f"Message_{self.pick(('m1', 'm3', 'm4'))}"
                )
            case "script":
                return self.script(name, extras)
            case "sub":
                return drawing.sub(name, *extras, self.level(place.inner("sub")))
            case "call":
                return self.call(name, place, extras)
            case "ad_hoc":
                return self.ad_hoc(name, place, extras)
        return drawing.element(self.pick(("task", "manualTask")), name, *extras)

    def script(self, name: str, extras: list[str]) -> str:
        if self.chance(20):
            text = f"<script>{{a: {self.pick(('1', '4', 'b'))}, p: {self.pick(('true', 'a > 2'))}}}</script>".replace(
                ">=", "&gt;="
            )
            text = text.replace("a > 2", "a &gt; 2")
            return drawing.element("scriptTask", name, *extras, text)
        if self.chance(40):
            return drawing.script(name, self.pick(FLAGS), self.pick(FLAG_TEXTS), *extras)
        return drawing.script(name, self.pick(NUMBERS), self.pick(NUMBER_TEXTS), *extras)

    def call(self, name: str, place: Place, extras: list[str]) -> str:
        known = list(self.others)
        if not known or (self.left > 2 and self.chance(60)):
            process = self.name("q")
            self.others[process] = b""  # taken; filled below, and not called before that
            text = self.level(place.inner("process"))
            self.others[process] = drawing.document(**{process: text})
        else:
            process = self.pick(known)
        if not self.others[process]:
            return drawing.element("task", name, *extras)
        is_several = any("multiInstance" in extra for extra in extras)
        parents = self.chance(45)
        children = not is_several and self.chance(60)
        own = [extra for extra in extras if not extra.startswith("<zeebe:ioMapping")]
        if not parents or self.chance(30):
            outputs = self.pick(((), (("a", "b"),), (("a", "r"), ("p", "q"))))
            inputs = () if parents else tuple((name, name) for name in VARIABLES)
            own = [drawing.mapping(*inputs, outputs=outputs), *own]
        return drawing.call(name, process, *own, parents=parents, children=children)

    def ad_hoc(self, name: str, place: Place, extras: list[str]) -> str:
        sheet = Sheet()
        starters: list[str] = []
        inside = place.inner("ad_hoc")
        for _ in range(self.pick((1, 2, 3))):
            first, last = self.activity(sheet, inside)
            starters.append(first)
            if self.chance(25):
                self.connect(sheet, last, self.activity(sheet, inside)[0])
        if self.left > 0 and self.chance(30):
            self.event_sub(sheet, inside, ())
        until = self.pick((None, None, "p", "a > 2", "b > a", "true"))
        active = []
        if self.chance(35):
            names = ", ".join(f'"{starter}"' for starter in starters[: self.pick((1, 2))])
            active = [f"<zeebe:adHoc activeElementsCollection='=[{names}]'/>"]
        self.ad_hocs[name] = (tuple(starters), until is None and not active)
        keeps = "false" if until and self.chance(25) else None
        return drawing.ad_hoc(
            name, *active, *extras, sheet.text(), until=until, cancelRemainingInstances=keeps
        )

    def associations(self, name: str, place: Place) -> list[str]:
        """Now and then a data object is read or written."""
        if place.quiet or not self.chance(6):
            return []
        if self.chance(50):
            return [drawing.takes(name, self.pick(("b", "o")), self.pick(("a", "local")))]
        return [drawing.gives(name, self.pick(("a", "local", "r")), self.pick(("b", "o")))]

    def mapping(self, place: Place, percent: int = 20) -> list[str]:
        if not self.chance(percent):
            return []
        inputs = self.pick(
            (
                (),
                (("a + 1", "a"),),
                (("b", "local"), ("local + 1", "b")),
                (("a", "x.y"), ("b", "x.z"), ("x.y", "c")),
                (("b + 1", "item.deep.er"), ("item.deep.er", "a")),
                (('"k" + string(a)', "k"),),
                (("if loopCounter = null then b else loopCounter", "a"),),
            )
        )
        outputs: tuple[tuple[str, str], ...] = ()
        if not place.quiet:
            outputs = self.pick(
                (
                    (),
                    (("a", "b"),),
                    (("p", "q"), ("b", "a")),
                    (("a", "o.x"), ("b", "o.y")),
                    (("o", "o.o.o"), ("c", "a")),
                )
            )
        return [drawing.mapping(*inputs, outputs=outputs)] if inputs or outputs else []

    def looping(self, kind: str) -> list[str]:
        if not self.chance(18):
            return []
        if self.chance(30):
            condition, most = self.pick((("loopCounter < 3", None), ("p", 3), ("a > 1", 2), (None, 2)))
            return [drawing.again(condition, before=self.chance(40), most=most)]
        one_by_one = self.chance(50)
        until = self.pick(
            (None, None, "numberOfCompletedInstances >= 2", "p", "numberOfActiveInstances = 1", "a > 2")
        )
        if self.chance(25):
            return [drawing.times(self.pick(("2", "=a", "3")), one_by_one=one_by_one, until=until)]
        into = self.pick((None, ("res", "r"), ("res", "r"), ("res", "item + loopCounter"), ("res", "a + 1")))
        return [
            drawing.each(
                self.pick(("xs", "xs", "[1, 2]", "[]", "[b]")), into=into, one_by_one=one_by_one, until=until
            )
        ]

    def boundaries(
        self, sheet: Sheet, place: Place, host: str, kind: str, thrown: Sequence[tuple[str, str]]
    ) -> str:
        """Boundary events, whose paths come back after the host or end on their own. The node they come together at."""
        if not self.chance(85 if thrown else 45 if kind in ("sub", "call", "user", "job", "ad_hoc") else 10):
            return host
        kinds = ["timer", "message", "signal", "conditional"]
        if kind in ("sub", "call", "job"):
            kinds += ["error"] * 3
        if kind in ("sub", "call"):
            kinds += ["escalation"] * 3
        merge = self.node(
            sheet,
            *self.pick(
                (
                    ("xor", lambda name: drawing.gateway("exclusive", name)),
                    ("or", lambda name: drawing.gateway("inclusive", name)),
                    ("user", drawing.user),
                )
            ),
        )
        self.connect(sheet, host, merge)
        if thrown and self.chance(25):  # in one place that of the same code goes before one that catches all
            sort, code = self.pick(thrown)
            draw = drawing.error if sort == "error" else drawing.escalation
            for told in self.pick(((None, code), (code, None), (code, code))):
                self.boundary(sheet, place, host, merge, ([sort], [draw(told)]))
            return merge
        for _ in range(self.pick((1, 1, 2))):
            self.boundary(sheet, place, host, merge, self.triggers(kinds, thrown, cycles=True))
        return merge

    def boundary(
        self, sheet: Sheet, place: Place, host: str, merge: str, triggers: tuple[list[str], list[str]]
    ) -> None:
        chosen, texts = triggers
        goes_on = "error" not in chosen and self.chance(50)
        needs_all = len(texts) > 1 and self.chance(50)
        loud = goes_on and bool({"signal", "conditional"} & set(chosen))
        mapping = [] if loud else self.event_mapping(place)
        event = self.node(
            sheet,
            "boundary",
            lambda name: drawing.boundary(name, host, *mapping, *texts, goes_on=goes_on, needs_all=needs_all),
        )
        back = place.kind != "ad_hoc" and not goes_on and set(chosen) <= {"timer", "message", "signal"}
        if back and self.chance(15):
            self.connect(sheet, event, host)  # from the beginning
            return
        inside = replace(place, quiet=place.quiet or loud)
        last = self.sequence(sheet, inside, event)[1] if self.chance(50) and self.left > 0 else event
        if loud or self.chance(30):
            if last == event or self.chance(50):
                self.finish(sheet, inside, last)
        else:
            self.connect(sheet, last, merge)


def drawn(choose: Callable[[int], int]) -> Model:
    """A model and the variables it begins with; conditions over these are always true or false."""
    hand = Draughtsman(choose)
    xml = drawing.document(p=hand.level(Place()))
    variables: dict[str, object] = {name: hand.pick((0, 1, 2, 3, 4)) for name in NUMBERS}
    variables |= {name: hand.chance(50) for name in FLAGS}
    variables |= {"k": "k1", "n": 0, "z": 1, "xs": hand.pick(([1, 2], [], [3], [1, 2, 3]))}
    others = {name: text for name, text in hand.others.items() if text}
    return Model(xml, others, variables, hand.start, hand.ad_hocs)


def from_tape(tape: bytes) -> Model:
    """The model that a tape of random bytes describes; after its end all choices are the simplest."""
    rest = iter(tape)
    return drawn(lambda below: next(rest, 0) * below >> 8)


def models() -> st.SearchStrategy[Model]:
    """Small models that differ from each other: a draw for each choice would have hypothesis
    mostly vary the last one a little, and shrinks worse."""
    return st.binary(min_size=150, max_size=500).map(from_tape)
