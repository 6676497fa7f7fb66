"""The reference for designers says what the code reads, neither more nor less."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from api.stories.story import STEPS, Cast
from engine.bpmn.extensions import PROPERTIES, Property
from engine.packages.archive import read_folder
from engine.packages.checks.wording import known_texts
from engine.packages.manifest import Manifest
from engine.packages.reading import load_package
from forms.bounds import _KNOWN
from forms.components import _UNDERSTOOD
from forms.metadata import EVERYWHERE, INPUTS, KEYS
from forms.rules import _NEEDED, _POSSIBLE
from tests.unit.packages.test_refusals import GOOD, ROOT, VOCABULARY

ANALYSIS = "forms/joint_analysis.form"
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
            many = "" if field.annotation in (inner, inner | None) else ".<id>"
            yield from keys(inner, f"{prefix}{name}{many}.")


def listed(cell: str) -> list[str]:
    """The words of a cell, as they stand."""
    return [] if cell == "–" else cell.split(", ")


def as_pattern(key: str) -> re.Pattern[str]:
    """The keys that one of the reference stands for."""
    return re.compile(re.sub(r"<\w+>", r"\\w+", re.escape(key)))


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


def test_the_reference_shows_every_component_with_its_keys():
    everywhere = {"id", "type", "conditional", "properties", "layout"}
    inputs = dict.fromkeys(INPUTS, frozenset({"required"})) | _KNOWN
    known = {
        name: (sorted(keys - everywhere), sorted(inputs.get(name, ()))) for name, keys in _UNDERSTOOD.items()
    }

    told = {name: (listed(keys), listed(checks)) for name, keys, checks in rows("Components of a form")}

    assert told == {f"`{name}`": keys for name, keys in known.items()}


def test_the_reference_shows_every_property_of_a_field_with_its_places_and_values():
    places = {INPUTS: ["every field"], EVERYWHERE: ["every component"]}
    known = {
        f"`{key.name}`": (
            places.get(key.places, sorted(key.places)),
            list(key.values) if isinstance(key.values, tuple) else ["free"],
        )
        for key in KEYS.values()
    }

    told = {name: (listed(on), listed(values)) for name, on, values, _ in rows("Properties of a form field")}

    assert told == known


def test_the_reference_shows_every_key_of_a_rule():
    told = {name.strip("`") for name, _ in rows("Keys of `forms/<form>.rules.yaml`")}

    assert told == _NEEDED | _POSSIBLE


def test_the_reference_shows_every_step_of_a_story_with_its_keys():
    known = {}
    for verb, step in STEPS.items():
        fields = {field.alias or name: field.is_required() for name, field in step.model_fields.items()}
        fields.pop(verb, None)
        known[f"`{verb}`"] = tuple(
            sorted(k for k, n in fields.items() if n is needed) for needed in (True, False)
        )

    told = {step: (listed(needed), listed(may)) for step, needed, may, _ in rows("Keys of a story")}

    assert told == known


def test_the_reference_shows_every_key_of_the_cast():
    told = {name.strip("`").partition(".")[0] for name, _ in rows("Keys of `stories/cast.yaml`")}

    assert told == set(Cast.model_fields)


def test_the_reference_shows_every_kind_of_text():
    patterns = {name: as_pattern(name.strip("`")) for name, *_ in rows("Keys of a text")}
    files = {**GOOD, ANALYSIS: GOOD[ANALYSIS].replace(b'"vocabulary": "problem_fields",', b"")}
    known = known_texts(load_package(files, VOCABULARY)) | {"vocabulary.record_types.tandem"}
    tandem = load_package(read_folder(ROOT / "wallis_tandem"), VOCABULARY)
    known |= {key for key in known_texts(tandem) if key.startswith("documents.")}

    unknown = [key for key in sorted(known) if not any(p.fullmatch(key) for p in patterns.values())]
    unused = [name for name, p in patterns.items() if not any(p.fullmatch(key) for key in known)]

    assert unknown == []
    assert unused == []
