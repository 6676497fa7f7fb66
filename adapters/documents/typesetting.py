"""Documents are set in type by Typst, as PDF/A-3a and PDF/UA-1: Typst refuses what does not hold to these.

Each template is compiled in a process of its own (`child.py`), which sees the template, the shared layout and the data, and
nothing else. Values are data: whatever stands in them is printed as it stands.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from adapters.documents.apart import Broken, NoTurn, do_apart
from adapters.documents.printable import FONTS, printable
from cases.documents import DocumentsBusy, NotTypeset, Sheet

_LAYOUT = Path(__file__).with_name("layout.typ")
_NOWHERE = "/nonexistent/packages"
_PLACE = re.compile(r"┌─ (?:\\\\\?\\)?/?(\S+?):(\d+):(\d+)")
_SEARCHED = re.compile(r" \(searched at [^)]*\)")
_MAIN = '#import "/layout.typ": letter\n#show: letter\n#include "/{file}"\n'
_TOO_MUCH = "It takes more time or memory than a document may: look for loops."


class TypstTypesetter:
    """The typesetter of the house."""

    def typeset(self, sheet: Sheet, timestamp: int) -> bytes:
        """The PDF. Raises NotTypeset, DocumentsBusy."""
        try:
            (result,) = _run([_files(sheet)], timestamp)
        except Broken as error:
            raise NotTypeset(sheet.file, "", _TOO_MUCH) from error
        fault = _fault(sheet, result)
        if fault is not None:
            raise fault
        return base64.b64decode(result["pdf"])

    def attempt(self, sheets: Sequence[Sheet]) -> list[NotTypeset | None]:
        """What is wrong with each; all in one process, for they have the same template. Raises DocumentsBusy."""
        try:
            results = _run([_files(sheet) for sheet in sheets], 0)
        except Broken:
            return [NotTypeset(sheet.file, "", _TOO_MUCH) for sheet in sheets]
        return [_fault(sheet, result) for sheet, result in zip(sheets, results, strict=True)]


def _run(runs: Sequence[Mapping[str, str]], timestamp: int) -> Sequence[Mapping[str, Any]]:
    try:
        answer = do_apart("typeset", fonts=str(FONTS), nowhere=_NOWHERE, timestamp=timestamp, runs=list(runs))
    except NoTurn as error:
        raise DocumentsBusy from error
    results: Sequence[Mapping[str, Any]] = answer["results"]
    return results


def _files(sheet: Sheet) -> dict[str, str]:
    data, is_replaced = printable(dict(sheet.data))
    return {
        "main.typ": _MAIN.format(file=sheet.file),
        "layout.typ": _layout(),
        "data.json": json.dumps(data | {"replaced": is_replaced}, ensure_ascii=False),
        sheet.file: sheet.template or _own(sheet.file),
    }


@cache
def _own(file: str) -> str:
    """A template of the house's own."""
    return Path(__file__).with_name(Path(file).name).read_text(encoding="utf-8")


@cache
def _layout() -> str:
    return _LAYOUT.read_text(encoding="utf-8")


def _fault(sheet: Sheet, result: Mapping[str, Any]) -> NotTypeset | None:
    """What Typst said, at the place in the template by which it came there."""
    if "error" not in result:
        return None
    places = _PLACE.findall(result["diagnostic"])
    own = next(((line, column) for file, line, column in places if file == sheet.file), None)
    message = _SEARCHED.sub("", result["error"].removeprefix("panicked with: ")).strip()
    return NotTypeset(sheet.file, f"{own[0]}:{own[1]}" if own else "", message)
