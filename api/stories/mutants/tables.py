"""Decision tables with one rule or one condition less."""

from collections.abc import Iterator

from lxml import etree

from api.stories.mutants.kind import Mutant
from api.stories.mutants.nodes import drop, named, nodes, tagged, written
from engine.bpmn.xml import local, read_xml
from engine.packages.archive import Files

_ANY = frozenset({"-", ""})


def table_mutants(files: Files, file: str) -> Iterator[Mutant]:
    """Every rule dropped, every condition of a rule left out."""
    for number, rule in enumerate(tagged(files, file, "rule")):
        name = rule.get("id") or f"rule {number + 1}"
        about = named("".join(str(text) for text in rule.itertext()))
        root = read_xml(files[file], file)
        drop(nodes(root, "rule")[number])
        yield Mutant(file, name, "rule dropped", written(root), about)
        for cell in range(len(_texts_of(rule))):
            text = _texts_of(rule)[cell].text or ""
            if text.strip() in _ANY:
                continue
            root = read_xml(files[file], file)
            _texts_of(nodes(root, "rule")[number])[cell].text = "-"
            change = f"condition {cell + 1} «{text.strip()}» left out"
            yield Mutant(file, name, change, written(root), about)


def _texts_of(rule: etree._Element) -> list[etree._Element]:
    return [text for entry in rule if local(entry) == "inputEntry" for text in entry if local(text) == "text"]
