"""YAML 1.2 from outside: `on`, `yes` and `no` stay words; no tags, no aliases, bounded, errors with their line."""

import io
import json
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    SequenceStartEvent,
)
from ruamel.yaml.parser import Parser

from engine.faults import Fault, Refused

MAX_BYTES = 200_000
MAX_DEPTH = 40
MAX_PARTS = 10_000
"""Values, lists and mappings of a file: reading YAML takes a second for these, and the largest file has a tenth."""

_OPENING = (MappingStartEvent, SequenceStartEvent)
_KEPT = 64
"""Files whose content is kept: versions of a package differ in few of theirs, and reading one takes long."""


def read_yaml(content: bytes, file: str) -> Any:
    """Mappings, lists and plain values, the caller's own. Raises Refused with the line at fault."""
    return deepcopy(_read(content, file))


@lru_cache(_KEPT)
def _read(content: bytes, file: str) -> Any:
    if len(content) > MAX_BYTES:
        raise Refused([Fault(file, "", "YAML-SIZE", f"More than {MAX_BYTES:,} bytes.", "Split the file.")])
    reader = YAML(typ="safe", pure=True)
    reader.Parser = _Bounded
    try:
        return reader.load(io.StringIO(content.decode("utf-8")))
    except _Unfit as error:
        place = f"line {error.line}" if error.line else ""
        raise Refused([Fault(file, place, error.rule, error.message, error.remedy)]) from None
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


def with_text_keys(data: Any) -> Any:
    """The same, with texts for keys, as JSON has them: `1: …` and `2026-01-01: …` are YAML."""
    if isinstance(data, dict):
        return {_text(key): with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(one) for one in data] if isinstance(data, list) else data


def _text(key: Any) -> str:
    return str(key) if isinstance(key, str | date) else json.dumps(key, default=str)


class _Unfit(Exception):
    """YAML, but more than is read; `line` is None where all of it is too much."""

    def __init__(self, rule: str, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(rule)
        self.rule, self.message, self.remedy, self.line = rule, message, remedy, line


class _Bounded(Parser):
    """Counts while it reads, so that nothing is built of what is too much."""

    number = depth = 0

    def get_event(self) -> Any:
        """The next part. Raises _Unfit."""
        event = super().get_event()
        self.number += 1
        self.depth += isinstance(event, _OPENING) - isinstance(event, CollectionEndEvent)
        if self.number > MAX_PARTS + 1:
            raise _Unfit("YAML-SIZE", f"More than {MAX_PARTS:,} values.", "Split the file.")
        if self.depth > MAX_DEPTH:
            raise _Unfit(
                "YAML-DEPTH",
                f"Lists and mappings are nested deeper than {MAX_DEPTH}.",
                "Nothing in a package needs that: take some out.",
                event.start_mark.line + 1,
            )
        if isinstance(event, AliasEvent):
            raise _Unfit(
                "YAML-ALIAS",
                "Aliases (*) are not read.",
                "Write the content out.",
                event.start_mark.line + 1,
            )
        return event
