"""What has to fit together in a package: model, roles, forms, decisions, records and texts.

Rules X1 to X13 and those of eCH-0158 that the runtime needs. Each check yields faults; none stops at the first.
"""

from collections.abc import Iterator

from engine.bpmn.extensions import ACTIVITIES
from engine.bpmn.model import Element
from engine.bpmn.xml import BPMNDI
from engine.faults import Fault
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Catalogue, Package, Path
from engine.packages.targets import target_of
from engine.packages.texts import COMPLETE


def check_package(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every fault of a package whose files could be read one by one."""
    yield from _lanes_and_roles(package)
    yield from _paths(package)
    yield from _tasks(package)
    yield from _gateways(package)
    yield from _ends(package)
    yield from _records(package, catalogue)
    yield from _names(package, catalogue)
    yield from _sharing(package)
    yield from _drawing(package)
    yield from _texts(package)


def _fault(package: Package, place: str, rule: str, message: str, remedy: str) -> Fault:
    return Fault(package.model.file, place, rule, message, remedy)


def _lanes_and_roles(package: Package) -> Iterator[Fault]:
    roles = package.manifest.roles
    for lane in package.model.lanes:
        if lane not in roles:
            yield _fault(
                package,
                lane,
                "X4",
                f"The lane «{lane}» is no role of {MANIFEST}.",
                f"Add the role or rename: {', '.join(roles)}.",
            )
    for element in package.model.elements.values():
        if element.kind not in ACTIVITIES and element.gateway_kind is None:
            continue
        if element.lane is None:
            yield _fault(
                package,
                element.id,
                "X4",
                "The element lies in no lane.",
                "Put it into the lane of who does it.",
            )
            continue
        named = element.properties.get("bruecke.seats")
        members = roles[element.lane].members if element.lane in roles else ()
        if members and element.kind != "businessRuleTask" and element.gateway_kind != "fact" and not named:
            yield _fault(
                package,
                element.id,
                "X4",
                f"The lane «{element.lane}» belongs to several roles, but the element names no seats.",
                f"Set bruecke.seats, for example {','.join(members)}.",
            )
        for seat in element.seats if named else ():
            if seat not in roles or roles[seat].members:
                yield _fault(
                    package, element.id, "X4", f"The seat «{seat}» is no role.", f"Roles: {', '.join(roles)}."
                )
            elif members and seat not in members:
                yield _fault(
                    package,
                    element.id,
                    "X4",
                    f"The seat «{seat}» contradicts the lane «{element.lane}».",
                    f"The lane's members are: {', '.join(members)}.",
                )
        override = element.properties.get("bruecke.override")
        if override and override not in roles:
            yield _fault(
                package, element.id, "X4", f"«{override}» is no role.", f"Roles: {', '.join(roles)}."
            )


def _paths(package: Package) -> Iterator[Fault]:
    model = package.model
    for element in model.elements.values():
        flows = model.outgoing[element.id]
        if element.kind == "endEvent":
            if flows:
                yield _fault(package, element.id, "EVT-2", "A flow leaves an end event.", "Remove the flow.")
        elif not flows:
            yield _fault(
                package, element.id, "EVT-2", "The branch ends here without an end event.", "Add one."
            )
        elif len(flows) > 1 and element.kind not in {"exclusiveGateway", "parallelGateway"}:
            yield _fault(
                package,
                element.id,
                "ACT-3",
                "Several flows leave this element.",
                "Put a gateway behind it that says which.",
            )
        if element.kind != "startEvent" and not model.incoming[element.id]:
            yield _fault(package, element.id, "BPMN-REACH", "No flow leads here.", "Connect it or remove it.")
    unreachable = set(model.elements) - _reachable(package, stop_at_facts=False)
    for ident in sorted(unreachable):
        if model.incoming[ident]:
            yield _fault(
                package, ident, "BPMN-REACH", "No path from the start leads here.", "Connect it or remove it."
            )


def _reachable(package: Package, *, stop_at_facts: bool) -> set[str]:
    model = package.model
    open_elements = [ident for ident, element in model.elements.items() if element.kind == "startEvent"]
    seen: set[str] = set()
    while open_elements:
        current = open_elements.pop()
        if current in seen:
            continue
        seen.add(current)
        if stop_at_facts and model.elements[current].gateway_kind == "fact":
            continue
        open_elements.extend(flow.target for flow in model.outgoing[current])
    return seen


def _tasks(package: Package) -> Iterator[Fault]:
    for element in package.model.elements.values():
        if element.kind in ACTIVITIES:
            if not element.name:
                yield _fault(
                    package, element.id, "ACT-1", "The activity has no name.", "Name it: noun and infinitive."
                )
            for needed in ("bruecke.purpose", "bruecke.legal_basis"):
                if element.kind == "userTask" and needed not in element.properties:
                    yield _fault(
                        package,
                        element.id,
                        "X10",
                        f"The task asks for personal data without {needed}.",
                        "Say what for and on what basis.",
                    )
            basis = element.properties.get("bruecke.legal_basis")
            if basis and basis not in package.manifest.legal_bases:
                yield _fault(
                    package,
                    element.id,
                    "X10",
                    f"The legal basis «{basis}» is not in {MANIFEST}.",
                    f"Known are: {', '.join(package.manifest.legal_bases) or 'none'}.",
                )
        if element.kind == "userTask" and element.form not in package.forms:
            yield _fault(
                package,
                element.id,
                "X4",
                f"The form «{element.form or ''}» is not in the package.",
                f"Name one of: {', '.join(sorted(package.forms))}.",
            )
        if element.kind == "businessRuleTask":
            yield from _rule_task(package, element)


def _rule_task(package: Package, element: Element) -> Iterator[Fault]:
    if element.decision not in package.decisions:
        yield _fault(
            package,
            element.id,
            "DMN-REF",
            f"The decision «{element.decision or ''}» is not in the package.",
            f"Name one of: {', '.join(sorted(package.decisions))}.",
        )
    if "bruecke.record" not in element.properties:
        yield _fault(
            package,
            element.id,
            "X10",
            "The result of a rule about the person has no record.",
            "Set bruecke.record: process variables hold nothing about the person.",
        )


def _gateways(package: Package) -> Iterator[Fault]:
    for element in package.model.elements.values():
        flows = package.model.outgoing[element.id]
        if element.kind != "exclusiveGateway":
            for flow in flows:
                if flow.condition is not None or flow.is_default:
                    yield _fault(
                        package,
                        flow.id,
                        "SEQ-1",
                        "A condition stands on a flow that no exclusive gateway decides.",
                        "Move it behind an exclusive gateway.",
                    )
            continue
        if len(flows) < 2:
            continue
        yield from _answers(package, element)
        kind = element.gateway_kind
        if kind is None:
            yield _fault(
                package,
                element.id,
                "GW-KIND",
                "The gateway does not say who answers it.",
                "Set bruecke.gateway to fact, rule or judgement.",
            )
        if kind == "fact":
            yield from _fact(package, element)
        decision = element.properties.get("bruecke.decision")
        if decision and decision not in package.decisions:
            yield _fault(
                package,
                element.id,
                "DMN-REF",
                f"The decision «{decision}» is not in the package.",
                f"Name one of: {', '.join(sorted(package.decisions))}.",
            )


def _answers(package: Package, gateway: Element) -> Iterator[Fault]:
    seen: set[str] = set()
    for flow in package.model.outgoing[gateway.id]:
        if flow.condition is None and not flow.is_default:
            yield _fault(
                package,
                flow.id,
                "X2",
                "The flow has neither a condition nor is it the default.",
                "Add a FEEL condition or make it the default flow.",
            )
        if flow.condition is not None and flow.is_default:
            yield _fault(package, flow.id, "X2", "The default flow has a condition.", "Remove the condition.")
        if not flow.answer:
            yield _fault(package, flow.id, "GW-3", "The flow stands for no answer.", "Set bruecke.answer.")
        elif flow.answer in seen:
            yield _fault(
                package, flow.id, "GW-3", f"The answer «{flow.answer}» stands twice.", "Name it differently."
            )
        seen.add(flow.answer or "")


def _fact(package: Package, gateway: Element) -> Iterator[Fault]:
    for flow in package.model.outgoing[gateway.id]:
        if flow.is_default:
            yield _fault(
                package,
                flow.id,
                "GW-FACT",
                "A fact has no default: not on record yet is not the same as no.",
                "Give both answers a condition that reads the record.",
            )
        expression = package.conditions.get(flow.id)
        for path in sorted(expression.names) if expression else ():
            if path[0] != "case":
                yield _fault(
                    package,
                    flow.id,
                    "GW-FACT",
                    f"A fact reads only the records, not «{'.'.join(path)}».",
                    "Read case.…, or make it a rule.",
                )
    for forbidden in ("bruecke.override", "bruecke.decision", "bruecke.seats"):
        if forbidden in gateway.properties:
            yield _fault(
                package, gateway.id, "GW-FACT", f"«{forbidden}» has no meaning on a fact.", "Remove it."
            )


def _ends(package: Package) -> Iterator[Fault]:
    for element in package.model.elements.values():
        if element.kind == "endEvent" and "bruecke.outcome" not in element.properties:
            yield _fault(package, element.id, "X11", "The end says no outcome.", "Set bruecke.outcome.")


def _records(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    for element in package.model.elements.values():
        record = element.properties.get("bruecke.record")
        decision = element.decision or ""
        if element.kind == "businessRuleTask" and record and decision in package.decisions:
            for name in package.decisions[decision].outputs(decision):
                if name not in catalogue.get(record, {}):
                    yield _fault(
                        package,
                        element.id,
                        "REC-FIELD",
                        f"The result «{name}» has no place in the record «{record}».",
                        f"Its fields: {', '.join(catalogue.get(record, {})) or 'the record type is unknown'}.",
                    )
        form = package.forms.get(element.form or "")
        if element.kind != "userTask" or form is None:
            continue
        for field in form.fields:
            kind, name = target_of(field, record)
            category = catalogue.get(kind, {}).get(name)
            if category is None:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-FIELD",
                    f"The answer has no place: «{kind}.{name}» is not known to the case file.",
                    "Set bruecke.record on the task or record on the field to a known record and field.",
                )
            elif category != field.category:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-CATEGORY",
                    f"«{kind}.{name}» is of the category {category}, the form says {field.category}.",
                    f"Write {category}.",
                )


def _names(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    model = package.model
    for flow in model.flows.values():
        expression = package.conditions.get(flow.id)
        if expression is None:
            continue
        decision = (
            model.elements[flow.source].properties.get("bruecke.decision")
            if flow.source in model.elements
            else None
        )
        for path in sorted(expression.names):
            if path[0] == decision:
                if len(path) > 1 and decision in package.decisions:
                    outputs = package.decisions[decision].outputs(decision)
                    if path[1] not in outputs:
                        yield _fault(
                            package,
                            flow.id,
                            "X3",
                            f"The decision «{decision}» has no result «{path[1]}».",
                            f"It gives: {', '.join(outputs)}.",
                        )
                continue
            yield from _name(package, catalogue, model.file, flow.id, path)
    for ident, dmn_model in package.decisions.items():
        for path in sorted(dmn_model.reads(ident)):
            yield from _name(package, catalogue, f"decision {ident}", ident, path)


def _name(package: Package, catalogue: Catalogue, file: str, place: str, path: Path) -> Iterator[Fault]:
    text = ".".join(path)
    if path[0] == "parameters":
        if len(path) < 2 or path[1] not in package.manifest.parameters:
            yield Fault(
                file,
                place,
                "X3",
                f"«{text}» is no parameter of the package.",
                f"Known are: {', '.join(package.manifest.parameters)}.",
            )
    elif path[0] == "case":
        fields = catalogue.get(path[1], {}) if len(path) > 1 else {}
        if not fields:
            yield Fault(
                file, place, "X3", f"«{text}» names no record.", f"Records: {', '.join(sorted(catalogue))}."
            )
        elif len(path) > 2 and path[2] not in fields:
            yield Fault(
                file, place, "X3", f"«{text}» is no field of a record.", f"Its fields: {', '.join(fields)}."
            )
    else:
        yield Fault(
            file,
            place,
            "X3",
            f"«{text}» is produced nowhere.",
            "Read case.<record>.<field>, parameters.<name> or the result of the gateway's decision.",
        )


def _sharing(package: Package) -> Iterator[Fault]:
    """X13: nothing reaches another institution on a path without a consent on record."""
    roles = package.manifest.roles
    openers = {name for name, role in roles.items() if role.binding == "opener"}
    for ident in sorted(_reachable(package, stop_at_facts=True)):
        element = package.model.elements[ident]
        if element.gateway_kind is None and element.kind != "userTask":
            continue
        others = [seat for seat in element.seats if seat not in openers]
        if others:
            yield _fault(
                package,
                ident,
                "X13",
                f"«{', '.join(others)}» gets here without any consent on record.",
                "Put a fact gateway on the authority before it.",
            )


def _drawing(package: Package) -> Iterator[Fault]:
    drawn = {shape.get("bpmnElement") for shape in package.model.root.iter(f"{{{BPMNDI}}}BPMNShape")}
    missing = [ident for ident in package.model.elements if ident not in drawn]
    if missing:
        yield _fault(
            package,
            missing[0],
            "X8",
            f"{len(missing)} elements are not drawn: {', '.join(missing[:5])}.",
            "Draw the model: python -m engine.drawing layout FILE.",
        )


def _texts(package: Package) -> Iterator[Fault]:
    for language in COMPLETE:
        needed = set(_needed_texts(package)) | (set() if language == "de" else set(_form_texts(package)))
        missing = [key for key in sorted(needed) if not package.texts.has(key, language)]
        for key in missing[:20]:
            yield Fault(f"texts/{language}.yaml", key, "X12", "The text is missing.", "Add it.")
        if len(missing) > 20:
            yield Fault(
                f"texts/{language}.yaml",
                "",
                "X12",
                f"{len(missing) - 20} more texts are missing.",
                "Add those first.",
            )


def _needed_texts(package: Package) -> Iterator[str]:
    yield "procedure.title"
    for element in package.model.elements.values():
        if element.kind != "parallelGateway" and (element.name or element.gateway_kind):
            yield f"elements.{element.id}"
        if element.gateway_kind:
            for flow in package.model.outgoing[element.id]:
                yield f"answers.{element.id}.{flow.answer}"
        outcome = element.properties.get("bruecke.outcome")
        if outcome:
            yield f"outcomes.{outcome}"
    for role in package.manifest.roles:
        yield f"lanes.{role}"
    for basis in package.manifest.legal_bases:
        yield f"legal_bases.{basis}"


def _form_texts(package: Package) -> Iterator[str]:
    """The labels of forms stand in German in the form itself; other languages translate them."""
    for form in package.forms.values():
        for field in form.fields:
            yield field.text_key
