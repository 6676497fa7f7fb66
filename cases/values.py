"""Typed values as they are sealed: dates, moments and exact numbers survive."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson


def pack(fields: Mapping[str, Any]) -> bytes:
    """Fields as bytes. Values: text, bool, int, Decimal, date, datetime, lists of these, None."""
    return orjson.dumps({name: _pack(value) for name, value in fields.items()})


def unpack(content: bytes) -> dict[str, Any]:
    """The fields that `pack` was given."""
    return {name: _unpack(value) for name, value in orjson.loads(content).items()}


def _pack(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_pack(item) for item in value]
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        if "t" in value:
            return datetime.fromisoformat(value["t"])
        return Decimal(value["n"]) if "n" in value else date.fromisoformat(value["d"])
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    return value
