"""Reading a package: every file by itself, then the whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from lxml import etree

from decisions import dmn, feel
from engine.bpmn.model import Model
from engine.bpmn.reading import read_process, select_process
from engine.bpmn.represented import unrepresented
from engine.bpmn.run import compile_process
from engine.bpmn.xml import read_xml
from engine.faults import Fault, Refused, sentence
from engine.packages.archive import Files
from engine.packages.checks import check_package
from engine.packages.checks.judging import judge_tables
from engine.packages.checks.model import unreadable
from engine.packages.head import parameter_values, read_manifest
from engine.packages.linking import Source, link, processes_of
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Catalogue, Package
from engine.packages.tables import place_of
from engine.packages.texts import read_texts
from forms import Fault as FormFault
from forms import Form, FormError, parse_form

T = TypeVar("T")
MAX_DECISIONS = 700_000
MAX_FAULTS = 100


def read_package(files: Files, vocabulary: Mapping[str, Mapping[str, str]], catalogue: Catalogue) -> Package:
    """The package, checked as a whole, or Refused with every fault of every file."""
    package = _read(files, vocabulary, is_new=True)
    faults = [*check_package(package, catalogue), *judge_tables(package)]
    if faults:
        raise Refused(faults)
    return package


def load_package(files: Files, vocabulary: Mapping[str, Mapping[str, str]]) -> Package:
    """A package whose files can be read: enough for a released version, which was checked when new.

    No rule that came later runs here, so that every version ever released loads for ever.
    """
    return _read(files, vocabulary, is_new=False)


def _read(files: Files, vocabulary: Mapping[str, Mapping[str, str]], *, is_new: bool) -> Package:
    if MANIFEST not in files:
        raise Refused(
            [
                Fault(
                    MANIFEST,
                    "",
                    "PKG-MANIFEST",
                    "The package has no package.yaml.",
                    "Copy one from another package.",
                )
            ]
        )
    faults: list[Fault] = []
    manifest = _try(faults, lambda: read_manifest(files[MANIFEST]))
    texts = _try(faults, lambda: read_texts(files, vocabulary))
    linked = _try(faults, lambda: _read_process(files, manifest.process if manifest else None, is_new))
    model, origin = linked if linked is not None else (None, {})
    decisions = read_decisions(files, faults)
    forms = read_forms(files, faults)
    conditions = _read_conditions(model, faults) if model else {}
    if faults or manifest is None or texts is None or model is None:
        raise Refused(faults)
    process = compile_process(model)
    lost = list(unrepresented(model.process_node, process.spec, model.file)) if is_new else []
    if lost:
        raise Refused(lost)
    return Package(
        dict(files),
        manifest,
        process,
        decisions,
        forms,
        texts,
        parameter_values(manifest),
        conditions,
        origin=origin,
    )


def _try(faults: list[Fault], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Refused as refused:
        faults.extend(refused.faults)
        return None


def _read_process(files: Files, process: str | None, is_new: bool) -> tuple[Model, dict[str, str]] | None:
    """The model that runs, with all that it calls in it, and the file of each element that came from another; None where
    only package.yaml could tell which one runs, and can't be read.
    """
    names = [name for name in sorted(files) if name.endswith(".bpmn")]
    if not names:
        raise Refused(
            [Fault("", "", "PKG-MODEL", "The package has no .bpmn file.", "Add the model of the procedure.")]
        )
    if len(names) == 1:
        root = read_xml(files[names[0]], names[0])
        _require_readable(root, names[0], is_new)
        main = Source(names[0], root, select_process(root, names[0], process))
        origin = link(main, {})
    else:
        known = processes_of(files)
        if process is None:
            return None
        if process not in known:
            message = f"No file has the process «{process}» of package.yaml."
            raise Refused(
                [Fault(MANIFEST, "process", "PKG-MODEL", message, f"Processes: {', '.join(known)}.")]
            )
        for source in known.values():
            _require_readable(source.root, source.file, is_new)
        main = known.pop(process)
        origin = link(main, known)
    return read_process(main.root, main.process, main.file), origin


def _require_readable(root: etree._Element, file: str, is_new: bool) -> None:
    faults = unreadable(root, file) if is_new else []
    if faults:
        raise Refused(faults)


def read_decisions(files: Files, faults: list[Fault]) -> dict[str, dmn.DecisionModel]:
    """Every decision of the files by its id; what is wrong with them is added to the faults."""
    found: dict[str, dmn.DecisionModel] = {}
    size = sum(len(content) for name, content in files.items() if name.endswith(".dmn"))
    if size > MAX_DECISIONS:
        message = f"The decision models have {size:,} bytes together, {MAX_DECISIONS:,} are allowed."
        faults.append(Fault("", "decisions", "DMN-SIZE", message, "Keep long lists as data, not as rules."))
        return found
    for name in sorted(files):
        if not name.endswith(".dmn"):
            continue
        try:
            model = dmn.parse(files[name])
        except dmn.DmnError as error:
            faults.extend(_dmn_faults(name, files[name], error.faults[:MAX_FAULTS]))
            continue
        for decision in model.decisions:
            if decision in found:
                faults.append(
                    Fault(
                        name,
                        decision,
                        "DMN-ID",
                        f"A decision «{decision}» stands in two files.",
                        "Rename one.",
                    )
                )
            found[decision] = model
    return found


def _dmn_faults(name: str, content: bytes, items: Sequence[dmn.Fault]) -> Iterator[Fault]:
    """The first faults of a file, each with its place: who mends a hundred sees the others then."""
    try:
        root = read_xml(content, name)
    except Refused:  # not even XML: then the fault says so itself
        root = None
    for item in items:
        place = item.element if root is None else place_of(root, item.element)
        yield Fault(name, place, "DMN", sentence(item.message), sentence(item.remedy))


def read_forms(files: Files, faults: list[Fault]) -> dict[str, Form]:
    """Every form of the files by its id; what is wrong with them and their rules is added to the faults."""
    found: dict[str, Form] = {}
    for name in sorted(files):
        if not name.endswith(".form"):
            continue
        rules = name.removesuffix(".form") + ".rules.yaml"
        try:
            form = parse_form(files[name], files.get(rules), profile="package")
        except FormError as error:
            faults.extend(_form_fault(name, rules, item) for item in error.faults)
            continue
        expected = name.rsplit("/", 1)[-1].removesuffix(".form")
        if form.id != expected:
            faults.append(
                Fault(
                    name,
                    form.id,
                    "FORM-ID",
                    f"The form's id is «{form.id}».",
                    f"Name it like its file: {expected}.",
                )
            )
        found[form.id] = form
    return found


def _form_fault(name: str, rules: str, item: FormFault) -> Fault:
    """A fault of a form or of its rules; no key of a field looks like the places in the rules."""
    is_rule = item.element == "rules" or item.element.startswith(("rules[", "rule "))
    return Fault(
        rules if is_rule else name, item.element, "FORM", sentence(item.message), sentence(item.remedy)
    )


def _read_conditions(model: Model, faults: list[Fault]) -> dict[str, feel.Expression]:
    found: dict[str, feel.Expression] = {}
    said = {flow.id: flow.condition for flow in model.flows.values() if flow.condition is not None}
    for element in model.elements.values():
        for trigger in element.triggers:
            if trigger.condition:
                said[element.id] = trigger.condition
        if element.loop is not None and element.loop.collection:
            said[element.id] = element.loop.collection
    for place, condition in said.items():
        try:
            found[place] = feel.parse(condition)
        except feel.FeelSyntaxError as error:
            faults.append(
                Fault(
                    model.file,
                    place,
                    "FEEL",
                    sentence(f"The condition can't be read: {error}"),
                    "Correct it at the place named.",
                )
            )
    return found
