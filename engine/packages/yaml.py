"""YAML 1.2 from outside: `on`, `yes` and `no` stay words; no tags, no aliases, bounded, errors with their line."""

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    SequenceStartEvent,
)

from engine.faults import Fault, Refused

MAX_BYTES = 200_000
MAX_DEPTH = 40
MAX_PARTS = 10_000
"""Values, lists and mappings of a file: reading YAML takes a second for these, and the largest file has a tenth."""

_OPENING = (MappingStartEvent, SequenceStartEvent)


def read_yaml(content: bytes, file: str) -> Any:
    """Mappings, lists and plain values. Raises Refused with the line at fault."""
    if len(content) > MAX_BYTES:
        raise Refused([Fault(file, "", "YAML-SIZE", f"More than {MAX_BYTES:,} bytes.", "Split the file.")])
    try:
        text = content.decode("utf-8")
        reader = YAML(typ="safe", pure=True)
        depth = 0
        for number, event in enumerate(reader.parse(io.StringIO(text))):
            depth += isinstance(event, _OPENING) - isinstance(event, CollectionEndEvent)
            if number > MAX_PARTS:
                raise Refused(
                    [Fault(file, "", "YAML-SIZE", f"More than {MAX_PARTS:,} values.", "Split the file.")]
                )
            if depth > MAX_DEPTH:
                raise Refused(
                    [
                        Fault(
                            file,
                            f"line {event.start_mark.line + 1}",
                            "YAML-DEPTH",
                            f"Lists and mappings are nested deeper than {MAX_DEPTH}.",
                            "Nothing in a package needs that: take some out.",
                        )
                    ]
                )
            if isinstance(event, AliasEvent):
                raise Refused(
                    [
                        Fault(
                            file,
                            f"line {event.start_mark.line + 1}",
                            "YAML-ALIAS",
                            "Aliases (*) are not read.",
                            "Write the content out.",
                        )
                    ]
                )
        return YAML(typ="safe", pure=True).load(io.StringIO(text))
    except UnicodeDecodeError as error:
        raise Refused(
            [Fault(file, "", "YAML-UTF8", "The file is not UTF-8.", "Save it as UTF-8.")]
        ) from error
    except MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Refused(
            [
                Fault(
                    file,
                    line,
                    "YAML-FORM",
                    f"This is not YAML: {error.problem}.",
                    "Check indentation and quotes.",
                )
            ]
        ) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise Refused(
            [Fault(file, "", "YAML-FORM", "This is not YAML.", "Check indentation and quotes.")]
        ) from error
