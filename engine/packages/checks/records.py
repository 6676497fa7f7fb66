"""What forms and rules write has a place in the records; what models read is produced somewhere."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Catalogue, Package, Path
from engine.packages.targets import target_of


def check_records(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Fields and results have a place in a record, in the category the case file knows."""
    for element in package.model.elements.values():
        record = element.properties.get("bruecke.record")
        decision = element.decision or ""
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
