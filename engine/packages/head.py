"""Reading package.yaml, the head of a package."""

from typing import Any

from pydantic import ValidationError

from decisions.feel import parse
from engine.clock import SystemClock
from engine.faults import Fault, Refused
from engine.packages.contradictions import contradictions
from engine.packages.manifest import FILE, Manifest
from engine.packages.nearest import nearest
from engine.packages.yaml import read_yaml


def read_head(content: bytes) -> dict[Any, Any]:
    """What package.yaml says, whatever it is: of a variant only what is its own. Raises Refused."""
    data = read_yaml(content, FILE)
    if not isinstance(data, dict):
        raise Refused([Fault(FILE, "", "MAN-FORM", "The file is no mapping.", "Begin with `id: …`.")])
    return data


def read_manifest(content: bytes) -> Manifest:
    """The head of a package. Raises Refused naming every key that is wrong."""
    try:
        manifest = Manifest.model_validate(read_head(content))
    except ValidationError as error:
        raise Refused(
            _key_fault(item["type"], item["loc"], item["msg"]) for item in error.errors()
        ) from error
    faults = contradictions(manifest)
    if faults:
        raise Refused(faults)
    return manifest


def _key_fault(kind: str, place: tuple[int | str, ...], message: str) -> Fault:
    """What pydantic found, in the words of who writes the file."""
    remedy = "See processes/REFERENCE.md for the keys of package.yaml."
    if kind == "extra_forbidden":
        message = f"«{place[-1]}» is no key of package.yaml here"
        if len(place) == 1:
            remedy = f"{nearest(str(place[0]), Manifest.model_fields)}{remedy}"
    elif place == ("version",):
        message, remedy = "A version has three numbers", "Write it as 1.0.0, without quotation marks."
    elif kind == "missing":
        message = f"«{place[-1]}» is missing"
    return Fault(FILE, ".".join(str(part) for part in place), "MAN-KEY", f"{message.rstrip('.')}.", remedy)


def parameter_values(manifest: Manifest) -> dict[str, Any]:
    """The parameters as FEEL values: durations as durations, numbers exact."""
    values: dict[str, Any] = {}
    for name, parameter in manifest.parameters.items():
        if parameter.type == "duration":
            text = str(parameter.value).replace('"', "")
            values[name] = parse(f'duration("{text}")').evaluate({}, SystemClock().now()).value
        else:
            values[name] = parameter.value
    return values
