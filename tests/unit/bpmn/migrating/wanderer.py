"""A case that goes to another version of its model after every step: the same one read anew, or one with other ids."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from engine.bpmn.extensions import NODES
from engine.bpmn.migrating import NotMigratable, Plan, Verdict, migrate
from tests.oracle.models import Model
from tests.unit.bpmn.migrating.cases import Case, compiled

_REFERENCES = ("id", "sourceRef", "targetRef", "attachedToRef", "default")


def other_ids(xml: bytes) -> tuple[bytes, dict[str, str]]:
    """The same model with other ids for all elements and flows, and the mapping that says so."""
    root = etree.fromstring(xml)
    process = next(root.iterchildren("{*}process"))
    found = [
        node
        for node in process.iter(etree.Element)
        if etree.QName(node).localname in NODES | {"sequenceFlow"}
    ]
    renamed = {ident: f"v2_{ident}" for node in found if (ident := node.get("id"))}
    for node in found:
        for name in _REFERENCES:
            if node.get(name) in renamed:
                node.set(name, renamed[node.get(name, "")])
    for node in process.iter("{*}adHoc"):
        listed = node.get("activeElementsCollection", "")
        known = re.sub(r'"(\w+)"', lambda found: f'"{renamed.get(found[1], found[1])}"', listed)
        if listed:
            node.set("activeElementsCollection", known)
    return etree.tostring(root), renamed


class Wanderer(Case):
    """Migrates to its other version after every step, and back after the next. Shows the ids of the first."""

    def __init__(
        self, model: Model, xml: bytes, mapping: Mapping[str, str], check: Callable[[Plan], None]
    ) -> None:
        self.versions = [compiled(model.xml), compiled(xml)]
        self.mapping = dict(mapping)
        self.back = {after: before for before, after in mapping.items()}
        self.check = check
        super().__init__(model.xml, model.variables, start=model.start, others=model.others)

    def _compile(self, name: str) -> Any:
        return self.versions[0] if name == "" else super()._compile(name)

    def _keep(self) -> None:
        super()._keep()
        self._migrate()

    def _migrate(self) -> None:
        old, new = self.versions
        told = migrate(old, new, self._state, self, self.mapping)
        self.check(told.plan)
        assert (told.ended, told.stopped, told.begun, told.goes_on) == (0, 0, 0, ())
        if told.plan.verdict == Verdict.UNCHANGED:
            assert told.state == self._state
        self.completed = [self._shown(item) for item in self.completed]
        self.versions.reverse()
        self.mapping = {after: before for before, after in self.mapping.items()}
        self.take(told.state, told.run)

    def _shown(self, element: str) -> str:
        return self.back.get(element, element)

    def open(self) -> list[str]:
        """What waits, by the ids of the first version."""
        return sorted(map(self._shown, super().open()))

    def waits(self) -> list[tuple[Any, ...]]:
        """What is waited for, by the ids of the first version."""
        return sorted(
            ((kind, self._shown(element), *rest) for kind, element, *rest in super().waits()), key=repr
        )

    def _now(self, element: str) -> str:
        """The id that the present version has for it."""
        other = next((after for after, before in self.back.items() if before == element), element)
        return other if other in self.versions[0].model.elements else element

    def _token(self, element: str, which: int) -> int:
        return super()._token(self._now(element), which)

    def start_inner(self, ad_hoc: str, element: str) -> None:
        """Start an activity of an ad-hoc sub-process, by the ids of the first version."""
        super().start_inner(ad_hoc, self._now(element))


def unchanged(plan: Plan) -> None:
    """Nothing at all changes."""
    assert plan.verdict == Verdict.UNCHANGED, plan


def maps(plan: Plan) -> None:
    """Everything maps, and nothing but names has changed."""
    assert plan.verdict in {Verdict.MAPS, Verdict.UNCHANGED}, plan
    assert not [change for entry in plan.entries for change in entry.changes if change.what != "chosen"], plan


def with_steps(xml: bytes, choose: list[int]) -> bytes:
    """The same model with tasks that pass at once inserted into some of its flows, as modellers do it."""
    root = etree.fromstring(xml)
    process = next(root.iterchildren("{*}process"))
    racing = {node.get("id") for node in process.iter("{*}eventBasedGateway")}
    flows = [node for node in process.iter("{*}sequenceFlow") if node.get("sourceRef") not in racing]
    for number in dict.fromkeys(choice % len(flows) for choice in choose if flows):
        flow = flows[number]
        name, level = f"{INSERTED}{number}", flow.getparent()
        tag = etree.QName(flow).namespace
        etree.SubElement(level, f"{{{tag}}}task", id=name)
        rest = {"id": f"{name}_on", "sourceRef": name, "targetRef": flow.get("targetRef", "")}
        etree.SubElement(level, f"{{{tag}}}sequenceFlow", rest)
        flow.set("targetRef", name)
    return etree.tostring(root)


INSERTED = "inserted_"


class Veiled(Case):
    """Inserted steps are not shown."""

    def _keep(self) -> None:
        super()._keep()
        self.completed = [item for item in self.completed if not item.startswith(INSERTED)]


class Visitor(Veiled, Wanderer):
    """Goes to a version with inserted steps and back; where a person would have to choose, it stays for now."""

    def _migrate(self) -> None:
        with suppress(NotMigratable):
            super()._migrate()
