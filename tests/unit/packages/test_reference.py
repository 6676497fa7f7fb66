"""The reference for designers says what the code reads, neither more nor less."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from engine.bpmn.extensions import PROPERTIES, Property
from engine.packages.manifest import Manifest

TEXT = (Path(__file__).parents[3] / "processes" / "REFERENCE.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    part = TEXT.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation such as Mapping[str, Role]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Each key of a model, with whether it is needed."""
    for name, field in model.model_fields.items():
        yield f"{prefix}{name}", field.is_required()
        for inner in models_in(field.annotation):
            many = "" if field.annotation is inner else ".<id>"
            yield from keys(inner, f"{prefix}{name}{many}.")


def as_row(item: Property) -> list[str]:
    """How the reference shows a property."""
    places = "everywhere" if "*" in item.places else ", ".join(sorted(item.places))
    return [f"`{item.name}`", places, ", ".join(item.values) or "free", item.meaning]


def test_the_reference_names_every_key_of_a_package_and_whether_it_is_needed():
    known = dict(keys(Manifest))

    told = {name.strip("`"): needed == "yes" for name, needed, _ in rows("Keys of `package.yaml`")}

    assert {name: told.get(name) for name in known} == known
    assert {name for name in told if name not in known and not name.startswith("legal_bases.")} == set()


def test_the_reference_shows_every_property_of_a_model_as_it_is_read():
    told = rows("Properties of a model")

    assert told == [as_row(item) for item in PROPERTIES.values()]
