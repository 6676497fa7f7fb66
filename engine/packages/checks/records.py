"""What forms and rules write has a place in the records; what models read is produced somewhere."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Catalogue, Package, Path
from engine.packages.targets import target_of
from forms import Form


def check_records(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Fields and results have a place in a record, in the category the case file knows."""
    for element in package.model.elements.values():
        record = element.properties.get("bruecke.record")
        decision = element.decision or ""
        if element.kind == "businessRuleTask" and record in _consents(catalogue):
            yield fault(
                package,
                element.id,
                "REC-CONSENT",
                f"A rule can't give the consent «{record}»: only the person decides it.",
                "Write the result to another record.",
            )
        if element.kind == "businessRuleTask" and record and decision in package.decisions:
            for name in package.decisions[decision].outputs(decision):
                if name not in catalogue.get(record, {}):
                    yield fault(
                        package,
                        element.id,
                        "REC-FIELD",
                        f"The result «{name}» has no place in the record «{record}».",
                        f"Its fields: {', '.join(catalogue.get(record, {})) or 'the record type is unknown'}.",
                    )
        form = package.forms.get(element.form or "")
        if element.kind != "userTask" or form is None:
            continue
        yield from _form_reads(form, catalogue)
        if record in _consents(catalogue):
            yield from _consent_form(form)
        for field in form.fields:
            kind, name = target_of(field, record)
            category = catalogue.get(kind, {}).get(name)
            if category is None:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-FIELD",
                    f"The answer has no place: «{kind}.{name}» is not known to the case file.",
                    f"Known in «{kind}»: {', '.join(catalogue[kind])}."
                    if kind in catalogue
                    else f"Known records: {', '.join(sorted(catalogue))}.",
                )
            elif category != field.category:
                yield Fault(
                    f"forms/{form.id}.form",
                    field.key,
                    "REC-CATEGORY",
                    f"«{kind}.{name}» is of the category {category}, the form says {field.category}.",
                    f"Write {category}.",
                )


def _consents(catalogue: Catalogue) -> frozenset[str]:
    """Record types that are decisions of the person."""
    return frozenset(kind for kind, fields in catalogue.items() if "state" in fields)


def _form_reads(form: Form, catalogue: Catalogue) -> Iterator[Fault]:
    """Conditions and rules of a form show who fills it in what they read: of the case, consents only."""
    for path in sorted(form.reads):
        if path[0] == "case" and (len(path) < 2 or path[1] not in _consents(catalogue)):
            yield Fault(
                f"forms/{form.id}.form",
                ".".join(path),
                "FORM-READS",
                f"The form reads «{'.'.join(path)}», which not everybody who fills it in may know.",
                f"A form reads its own answers, parameters and consents: {', '.join(sorted(_consents(catalogue)))}.",
            )


def _consent_form(form: Form) -> Iterator[Fault]:
    """What makes a consent: the decision, and where it is granted who gets what, and when it was signed."""
    fields = {field.record.field if field.record else field.key: field for field in form.fields}
    for name in ("decision", "recipients", "categories", "signed_on"):
        if name not in fields or not fields[name].required:
            yield Fault(
                f"forms/{form.id}.form",
                name,
                "REC-CONSENT",
                f"The form of a consent does not require «{name}».",
                "Add the field, required, with a condition that asks for it only when the consent is granted.",
            )


def check_names(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Conditions and decisions read only what there is (X3)."""
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
                        yield fault(
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
