"""Packages with a parameter a little beside what it is: a story at the exact boundary notices."""

import json
import re
from collections.abc import Iterator

from api.stories.mutants.kind import Mutant
from engine.packages.manifest import FILE, Parameter
from engine.packages.package import Package
from engine.packages.yaml import read_yaml

_SPAN = re.compile(r"(\D+)(\d+)(\D)")


def parameter_mutants(package: Package) -> Iterator[Mutant]:
    """Each number and duration one more and one less, each yes a no; of a variant, those that it sets itself."""
    base, parameters = package.manifest.base, package.manifest.parameters
    for name in parameters if base is None else base.parameters:
        parameter = parameters[name]
        for value in _beside(parameter):
            raw = read_yaml(package.files[FILE], FILE)
            raw["parameters"][name]["value"] = value
            words = frozenset({name, "wait", "on"})
            # JSON is YAML too.
            content = json.dumps(raw, ensure_ascii=False, default=str).encode()
            yield Mutant(FILE, f"parameters.{name}", f"{parameter.value} taken for {value}", content, words)


def _beside(parameter: Parameter) -> Iterator[str | int | bool]:
    value = parameter.value
    if isinstance(value, bool):
        yield not value
    elif parameter.type == "number":
        whole = int(str(value))
        yield from (one for one in (whole + 1, whole - 1) if one > 0)
    elif parameter.type == "duration":
        match = _SPAN.fullmatch(str(value))
        if match:
            head, number, unit = match.groups()
            yield from (f"{head}{one}{unit}" for one in (int(number) + 1, int(number) - 1) if one > 0)
