"""Conditions, decisions and forms read only what there is (X3), and forms only what may be known."""

from collections.abc import Iterator

from engine.bpmn.xml import read_xml
from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.checks.faults import fault
from engine.packages.manifest import HANDOVER, PLAN
from engine.packages.nearest import nearest
from engine.packages.package import Catalogue, Package, Path
from engine.packages.tables import places_reading
from forms import Form, conditions_of

EVERY = "every"
"""In the place of a field: a list of every time that something of this type was put on record."""


def check_conditions(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """What conditions read is on record, a parameter or, at a gateway, a result of its decision."""
    model = package.model
    for element in model.elements.values():
        for path in sorted(package.conditions[element.id].names if element.id in package.conditions else ()):
            yield from _name(package, catalogue, model.file, element.id, path)
    for flow in model.flows.values():
        expression = package.conditions.get(flow.id)
        if expression is None:
            continue
        source = model.elements.get(flow.source)
        decision = source.properties.get("bruecke.decision") if source else None
        for path in sorted(expression.names):
            if path[0] != decision:
                yield from _name(package, catalogue, model.file, flow.id, path)
            elif len(path) > 1 and decision in package.decisions:
                outputs = package.decisions[decision].outputs(decision)
                if path[1] not in outputs:
                    yield fault(
                        package,
                        flow.id,
                        "X3",
                        f"The decision «{decision}» has no result «{path[1]}».",
                        f"It gives: {', '.join(outputs)}.",
                    )


def check_decisions(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """What the decisions of a file read, told at each cell and expression that reads it."""
    for file in sorted(package.files):
        if not file.endswith(".dmn"):
            continue
        root = read_xml(package.files[file], file)
        own = [node.get("id", "") for node in root.iterfind("{*}decision")]
        read = {
            path: ident
            for ident in reversed(own)
            if ident in package.decisions
            for path in package.decisions[ident].reads(ident)
        }
        for path in sorted(read):
            for place in places_reading(root, path) or [read[path]]:
                yield from _name(package, catalogue, file, place, path)


def check_form_names(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Conditions and rules of a form show who fills it in what they read: of the case, consents only, and how the plan, a
    handover or a meeting stands where all who fill it in draw up the plan, offer handovers or call such meetings; and what
    named those who fill it in, such as the tandem."""
    consents = sorted(consents_of(catalogue))
    for form in package.forms.values():
        known = [*consents, *_known_beside(package, catalogue, form)]
        for file, place, path in sorted(set(_form_paths(form))):
            if path[0] == "case" and (len(path) < 2 or path[1] not in known):
                yield Fault(
                    file,
                    place,
                    "FORM-READS",
                    f"The form reads «{'.'.join(path)}», which not everybody who fills it in may know.",
                    f"A form reads its own answers, parameters and consents: {', '.join(known)}.",
                )
            else:
                yield from _name(package, catalogue, file, place, path)
        for field in form.fields:
            if field.begins_with is not None and field.type == "number":
                yield from _beginning(package, f"forms/{form.id}.form", field.key, field.begins_with)


def _known_beside(package: Package, catalogue: Catalogue, form: Form) -> Iterator[str]:
    """Of what is done beside the steps, what everybody who fills in a form takes part in; and records of one category that name them all."""
    tasks = [element for element in package.model.elements.values() if element.form == form.id]
    seats = {seat for task in tasks for seat in task.seats}
    if not seats or not all(task.seats for task in tasks):
        return
    for kind, fields in catalogue.items():
        # Of one category: whose place is known, its other answers are known too.
        if seats <= fields.keys() and len(set(fields.values())) == 1:
            yield kind
    plan = package.manifest.plan
    if plan is not None and seats <= set(plan.roles):
        yield PLAN
    handovers = package.manifest.handovers.values()
    if seats <= {role for rules in handovers for role in (*rules.by, rules.escalates_to)}:
        yield HANDOVER
    for meeting in package.manifest.meetings.values():
        if meeting.record is not None and seats <= set(meeting.called_by):
            yield meeting.record


def _beginning(package: Package, file: str, place: str, name: str) -> Iterator[Fault]:
    """A question begins with a number of the package."""
    known = [key for key, one in package.manifest.parameters.items() if one.type == "number"]
    if name not in known:
        remedy = f"{nearest(name, known)}Numbers are: {', '.join(known) or 'none'}."
        yield Fault(file, place, "X3", f"«parameters.{name}» is no number of the package.", remedy)


def _form_paths(form: Form) -> Iterator[tuple[str, str, Path]]:
    """File, place and path of everything from outside that a form reads."""
    read = [
        (f"forms/{form.id}.rules.yaml", f"rule {rule.id}", condition)
        for rule in form.rules
        for condition in rule.reading
    ]
    read += [(f"forms/{form.id}.form", place, hide) for place, hide in conditions_of(form.components)]
    for file, place, condition in read:
        for path in condition.expression.names:
            if path[0] not in form.by_key:
                yield file, place, path


def _name(package: Package, catalogue: Catalogue, file: str, place: str, path: Path) -> Iterator[Fault]:
    text = ".".join(path)
    if path[0] == "parameters":
        known = package.manifest.parameters
        if len(path) < 2 or path[1] not in known:
            remedy = f"{nearest(path[-1], known)}Known are: {', '.join(known)}."
            yield Fault(file, place, "X3", f"«{text}» is no parameter of the package.", remedy)
    elif path[0] == "case":
        fields = catalogue.get(path[1], {}) if len(path) > 1 else {}
        if not fields:
            remedy = f"{nearest(path[-1], catalogue)}Records: {', '.join(sorted(catalogue))}."
            yield Fault(file, place, "X3", f"«{text}» names no record.", remedy)
        elif len(path) > 2 and path[2] == EVERY and "state" not in fields:
            return
        elif len(path) > 2 and path[2] not in fields:
            remedy = f"{nearest(path[2], fields)}Its fields: {', '.join(fields)}."
            yield Fault(file, place, "X3", f"«{text}» is no field of a record.", remedy)
    else:
        yield Fault(
            file,
            place,
            "X3",
            f"«{text}» is produced nowhere.",
            "Read case.<record>.<field>, parameters.<name> or the result of the gateway's decision.",
        )
