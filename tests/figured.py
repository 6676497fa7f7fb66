"""A procedure that says something else of its figures, in a version above its own."""

import re
from collections.abc import Mapping


def changed(files: Mapping[str, bytes], old: str, new: str, *, number: int = 99) -> dict[str, bytes]:
    """The package with these words of its package.yaml changed. Raises AssertionError where they do not stand there once."""
    head = files["package.yaml"].decode()
    assert head.count(old) == 1, old
    head = head.replace(old, new)
    head = re.sub(r"(?m)^(version: \d+)\.\d+\.\d+$", rf"\1.{number}.0", head, count=1)
    return {**files, "package.yaml": head.encode()}
