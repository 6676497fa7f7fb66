"""Models from elsewhere: BPMN with its decisions and forms, without a package around it.

Whoever starts one holds all its tasks; what it asks stays as variables, sealed under the case's key. What speaks of
records, consents and seats belongs to packages and is refused by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from engine.bpmn.extensions import NODES, properties_of
from engine.bpmn.model import Element, Model, Note
from engine.bpmn.reading import read_process, select_process
from engine.bpmn.reading.references import is_true
from engine.bpmn.represented import unrepresented, without_effect
from engine.bpmn.run import compile_process
from engine.bpmn.validation import Finding, validate
from engine.bpmn.xml import BPMN, local, namespace, read_xml
from engine.faults import Fault, Refused, sentence
from engine.packages.archive import Files
from engine.packages.manifest import InstitutionType, Manifest, Role, Source
from engine.packages.package import Package
from engine.packages.reading import read_decisions
from engine.packages.texts import Texts
from forms import Form, FormError, parse_form

ROLE = "model"
"""The one role of a single model: whoever opened the case."""
MOST_NODES = 1_000
MOST_PROCESSES = 20
MOST_EXPRESSIONS = 3_000
MOST_CHARACTERS = 100_000
"""Of all models of an upload together."""
_SAYING = frozenset(
    {"conditionExpression", "condition", "completionCondition", "loopCondition", "loopCardinality", "script"}
)
_FREE = frozenset(
    {
        "bruecke.requirement",
        "bruecke.layout",
        "bruecke.days",
        "bruecke.warns",
        "bruecke.late",
        "bruecke.pauses",
    }
)
_INSTITUTIONS: tuple[InstitutionType, ...] = ("RAV", "IV", "SOCIAL", "COORDINATION", "GUEST")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a single model (`faults`), what it lacks to be executed (`todo`), what is odd (`warnings`),
    and how it was read (`notes`).
    """

    faults: tuple[Fault, ...]
    todo: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def judge_single(files: Files) -> Judgement:
    """Everything about the models of an upload at once. Raises Refused for what is no BPMN at all, or too much of it."""
    names = models_of(files)
    _require_small({name: read_xml(files[name], name) for name in names})
    findings: list[Finding] = []
    faults: list[Fault] = []
    notes: list[Note] = []
    effects: list[Fault] = []
    for name in names:
        root = read_xml(files[name], name)
        select_process(root, name)
        findings += validate(root, name)
        faults += _foreign(root, name)
    todo = [finding.fault for finding in findings if finding.level == "todo"]
    faults += [finding.fault for finding in findings if finding.level == "fault"]
    if not faults:
        package = load_single(files, {})
        notes = [note for process in package.called.values() for note in process.model.notes]
        todo += _missing(package)
        for process in package.called.values():
            model = process.model
            faults += unrepresented(model.process_node, process.spec, model.file)
            effects += without_effect(model.process_node, model.file)
    warnings = [*(finding.fault for finding in findings if finding.level == "warning"), *effects]
    return Judgement(tuple(faults), tuple(todo), tuple(warnings), tuple(notes))


def load_single(
    files: Files, vocabulary: Mapping[str, Mapping[str, str]], process: str | None = None
) -> Package:
    """Single models as a package that starts the process with this id, else the first.

    Raises Refused for forms, decisions and expressions that can't be read.
    """
    faults: list[Fault] = []
    called = {
        found.model.process: found
        for found in (
            compile_process(_held_by_one(read_process(root, node, name)))
            for name, root, node in _processes(files)
        )
    }
    main = called[process or procedures_of(files)[0]]
    decisions = read_decisions(files, faults)
    forms = {"": Form("", ()), **_forms(files, faults)}
    if faults:
        raise Refused(faults)
    return Package(
        dict(files),
        _manifest(main.model),
        main,
        decisions,
        forms,
        _texts(main.model, vocabulary),
        {},
        {},
        is_single=True,
        called=called,
    )


def procedures_of(files: Files) -> list[str]:
    """The processes that can be started: the one the first file is about, and whatever else is marked as executable."""
    first = select_process(read_xml(files[models_of(files)[0]], ""), "").get("id", "")
    marked = [node.get("id", "") for _, _, node in _processes(files) if is_true(node.get("isExecutable"))]
    return list(dict.fromkeys([first, *marked]))


def _processes(files: Files) -> Iterator[tuple[str, etree._Element, etree._Element]]:
    """Each process that holds anything: its file, the root and itself."""
    for name in models_of(files):
        root = read_xml(files[name], name)
        for node in root.iterchildren(f"{{{BPMN}}}process"):
            if len(node):
                yield name, root, node


def models_of(files: Files) -> list[str]:
    """The BPMN files of an upload; the first is the one that is started. Raises Refused without one."""
    names = [name for name in sorted(files) if name.endswith(".bpmn")]
    if not names:
        raise Refused([Fault("", "", "PKG-MODEL", "The upload has no .bpmn file.", "Add the model.")])
    return names


def _require_small(roots: Mapping[str, etree._Element]) -> None:
    """Reading takes time with every flow node and every character of an expression, so an upload has a limit of both."""
    nodes = expressions = 0
    length = 0
    for root in roots.values():
        for node in root.iter(etree.Element):
            nodes += namespace(node) == BPMN and local(node) in NODES
            said = [str(value) for value in node.attrib.values() if str(value).startswith("=")]
            if local(node) in _SAYING or (node.text or "").lstrip().startswith("="):
                said.append(node.text or "")
            expressions += len(said)
            length += sum(len(text) for text in said)
    processes = sum(len(list(root.iterchildren(f"{{{BPMN}}}process"))) for root in roots.values())
    for what, number, most in (
        ("processes", processes, MOST_PROCESSES),
        ("flow nodes", nodes, MOST_NODES),
        ("expressions", expressions, MOST_EXPRESSIONS),
        ("characters in expressions", length, MOST_CHARACTERS),
    ):
        if number > most:
            message = f"The upload has {number:,} {what}, {most:,} are allowed."
            raise Refused([Fault(next(iter(roots)), "", "SINGLE-SIZE", message, "Hand in less at once.")])


def _foreign(root: etree._Element, file: str) -> Iterator[Fault]:
    for node in root.iter(f"{{{BPMN}}}extensionElements"):
        owner = node.getparent()
        for name in sorted(properties_of(owner)) if owner is not None else ():
            if owner is not None and name.startswith("bruecke.") and name not in _FREE:
                yield Fault(
                    file,
                    owner.get("id") or f"line {owner.sourceline}",
                    "SINGLE-BRUECKE",
                    f"«{name}» speaks of records, consents, seats or parameters, which a model by itself does not have.",
                    "Put the model into a package with package.yaml, or remove the property.",
                )


def _held_by_one(model: Model) -> Model:
    """Every task lies with the role of whoever opened the case; lanes are only drawn."""
    elements: dict[str, Element] = {
        ident: replace(element, lane=ROLE) for ident, element in model.elements.items()
    }
    return replace(model, elements=elements, lanes={ROLE: ""})


def _manifest(model: Model) -> Manifest:
    return Manifest.model_construct(
        id=model.process,
        version="1.0.0",
        canton="CH",
        languages=("de", "fr"),
        valid_from=date.min,
        source=Source(document=model.file, state=""),
        process=model.process,
        roles={ROLE: Role(institutions=_INSTITUTIONS, binding="opener")},
        start=(ROLE,),
        parameters={},
        legal_bases={},
        intended_gaps={},
        retention={},
    )


def _texts(model: Model, vocabulary: Mapping[str, Mapping[str, str]]) -> Texts:
    """A model says in one language what it says: its names stand for every language."""
    title = model.name or model.process
    said = {
        "de": {"procedure.title": title, f"lanes.{ROLE}": "Fallführung"},
        "fr": {"procedure.title": title, f"lanes.{ROLE}": "Gestion du cas"},
    }
    return Texts(said, vocabulary)


def _forms(files: Files, faults: list[Fault]) -> dict[str, Form]:
    found = {}
    for name in sorted(files):
        if name.endswith(".form"):
            try:
                form = parse_form(files[name], profile="plain")
            except FormError as error:
                faults += [
                    Fault(name, item.element, "FORM", sentence(item.message), sentence(item.remedy))
                    for item in error.faults
                ]
                continue
            found[form.id] = form
    return found


def _missing(package: Package) -> Iterator[Fault]:
    """Forms and decisions that a model names and nobody has handed in."""
    for process in package.called.values():
        for element in process.model.elements.values():
            if element.form and element.form not in package.forms:
                yield Fault(
                    process.model.file,
                    element.id,
                    "SINGLE-FORM",
                    f"The form «{element.form}» is not among the files.",
                    "Hand it in with the model, as a zip of both.",
                )
            if element.decision and element.decision not in package.decisions:
                yield Fault(
                    process.model.file,
                    element.id,
                    "SINGLE-DECISION",
                    f"The decision «{element.decision}» is not among the files.",
                    "Hand in its DMN file with the model, as a zip of both.",
                )
