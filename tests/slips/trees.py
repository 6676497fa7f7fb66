"""YAML and JSON with one thing else."""

import copy
import json
from typing import Any

Path = tuple[Any, ...]


def put(raw: Any, path: Path, value: Any) -> bytes:
    """The file with another value at a path."""
    other = copy.deepcopy(raw)
    _at(other, path[:-1])[path[-1]] = value
    return written(other)


def less(raw: Any, path: Path) -> bytes:
    """The file without what is at a path."""
    other = copy.deepcopy(raw)
    del _at(other, path[:-1])[path[-1]]
    return written(other)


def written(raw: Any) -> bytes:
    """JSON is YAML too."""
    return json.dumps(raw, ensure_ascii=False, default=str).encode()


def _at(raw: Any, path: Path) -> Any:
    for step in path:
        raw = raw[step]
    return raw
