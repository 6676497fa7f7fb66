"""Files as RAV systems write them: for the demo, and for trying out what Brücke says to them."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from adapters.rav.folder import IN
from adapters.rav.reading import COLUMNS


def name_of(rav_code: str, day: date, number: int) -> str:
    """The name of the file with this number of a day."""
    return f"iiz_rav_v1_{rav_code}_{day:%Y%m%d}_{number}.csv"


def written(lines: Iterable[Mapping[str, str]], count: int | None = None) -> bytes:
    """A file with these lines; `count`: what its last line tells, where that is not how many there are."""
    rows = [";".join(line.get(column, "") for column in COLUMNS) for line in lines]
    told = [";".join(COLUMNS), *rows, f"T;{len(rows) if count is None else count}"]
    return ("\r\n".join(told) + "\r\n").encode()


def checksum(content: bytes) -> bytes:
    """What lies beside a file, as `sha256sum` writes it."""
    return f"{hashlib.sha256(content).hexdigest()}  file.csv\n".encode()


def ahv(number: int) -> str:
    """A valid invented AHV number."""
    digits = f"756{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{(10 - total % 10) % 10}"


def lay(folder: Path, name: str, content: bytes, told: bytes | None = None) -> None:
    """Lay a file into the part `in/` of a watched folder, the checksum last, each whole at once. Raises OSError."""
    (folder / IN).mkdir(parents=True, exist_ok=True)
    for place, data in ((name, content), (f"{name}.sha256", told or checksum(content))):
        half = folder / IN / f".{place}.part"
        half.write_bytes(data)
        os.replace(half, folder / IN / place)
