"""Documents: each has its template, is filled from fields there are, and is made and signed by roles there are.

Whether a template can be set in type is tried out at its release (cases/trying_documents.py).
"""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.manifest import FILE, PERSON, DocumentRules
from engine.packages.nearest import nearest
from engine.packages.package import Catalogue, Package

_FOLDER = "documents/"


def check_documents(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every document of package.yaml, and templates that no document has."""
    documents = package.manifest.documents
    for ident, rules in documents.items():
        place, template = f"documents.{ident}", rules.template(ident)
        if template not in package.files:
            yield Fault(FILE, place, "DOC-TEMPLATE", f"{template} is missing.", "Add the template.")
        yield from _roles(package, place, rules)
        yield from _fields(place, rules, catalogue)
        if rules.plan and package.manifest.plan is None:
            message = "The procedure has no plan that could go into it."
            yield Fault(
                FILE, f"{place}.plan", "DOC-PLAN", message, "Leave `plan` out, or say who draws one up."
            )
    known = {rules.template(ident) for ident, rules in documents.items()}
    for name in sorted(package.files):
        if name.endswith(".typ") and name not in known:
            remedy = f"{nearest(name, known)}Name it under documents in package.yaml, or take it away."
            yield Fault(name, "", "DOC-UNUSED", "No document is made from this template.", remedy)


def _roles(package: Package, place: str, rules: DocumentRules) -> Iterator[Fault]:
    roles = package.manifest.roles
    for name in rules.roles:
        if name not in roles:
            remedy = f"{nearest(name, roles)}Add it to roles."
            yield Fault(FILE, f"{place}.roles", "DOC-ROLE", f"«{name}» is no role.", remedy)
    for name in rules.signatures:
        key = f"{place}.signs.{name}"
        if name != PERSON and name not in roles and not package.texts.has(key, "de"):
            remedy = f"Write person, a role, or say who it is as {key} in texts/."
            yield Fault(FILE, f"{place}.signatures", "DOC-SIGNS", f"Nobody knows who «{name}» is.", remedy)


def _fields(place: str, rules: DocumentRules, catalogue: Catalogue) -> Iterator[Fault]:
    if rules.once is not None and rules.once not in catalogue:
        remedy = f"{nearest(rules.once, catalogue)}Take a record type of the catalogue."
        yield Fault(FILE, f"{place}.once", "DOC-FIELD", f"«{rules.once}» is no record type.", remedy)
    for kind, names in rules.fields.items():
        if kind not in catalogue:
            remedy = f"{nearest(kind, catalogue)}Take a record type of the catalogue."
            yield Fault(FILE, f"{place}.fields.{kind}", "DOC-FIELD", f"«{kind}» is no record type.", remedy)
            continue
        for name in names:
            if name not in catalogue[kind]:
                remedy = f"{nearest(name, catalogue[kind])}Take a field of the catalogue."
                message = f"«{name}» is no field of «{kind}»."
                yield Fault(FILE, f"{place}.fields.{kind}", "DOC-FIELD", message, remedy)
