"""A tutorial as its reader follows it: what a Markdown file says to type, to change and to see, done in this order.

Blocks that count, by what stands behind their language; all others are for reading only:

    ```sh                   typed in a terminal in the folder of Brücke; ends well
    ```sh refused           the same; is refused
    ```sh terminal=1        goes on in a terminal of its own; the test starts a real server for it
    ```text                 behind such a block: what is seen, line by line; «…» is anything in a line, alone in it any lines
    ```<language>           under a line that names a file, «`processes/…`:»: the whole of this file
    ```diff                 under such a line, a change: its lines without «+» stand there once, those without «-» come for them
"""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(
    r"^(?:`(?P<file>[^`\n]+)`:\n)?```(?P<language>\w*)(?P<about>[^\n]*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_PRELUDE = 'make() { command make -s -o .venv/run PYTHONPYCACHEPREFIX="${PYTHONPYCACHEPREFIX:-}" "$@"; }\n'
"""What make would install is there already: the tests run with it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the tutorial, with the line at which it begins and the file that it is about."""

    line: int
    language: str
    about: str
    body: str
    file: str | None


class Astray(Exception):
    """The tutorial says something else than what happens: at which line, and what."""


def blocks(text: str) -> list[Block]:
    """The blocks of a tutorial in their order."""
    return [
        Block(
            text.count("\n", 0, found.start("language")) + 1,
            found["language"],
            found["about"].strip(),
            found["body"],
            found["file"],
        )
        for found in _BLOCK.finditer(text)
    ]


def rows(text: str, head: str) -> list[tuple[str, ...]]:
    """The cells of the table under this head."""
    lines = iter(text[text.index(head) :].splitlines()[2:])
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in _while_table(lines)]


def _while_table(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield line


class Reader:
    """Somebody who does what the tutorial says, in a folder that has what a reader finds there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: list[str] | None = None

    def do(self, block: Block) -> None:
        """Type, change, or look whether what is seen is as it is said. Raises Astray."""
        if block.language == "sh":
            self._type(block)
        elif block.language == "text":
            self._look(block)
        elif block.file is not None:
            (self._change if block.language == "diff" else self._write)(block, self._folder / block.file)

    def _type(self, block: Block) -> None:
        done = subprocess.run(
            ["bash", "-euc", _PRELUDE + block.body],
            cwd=self._folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if (done.returncode != 0) != (block.about == "refused"):
            raise Astray(f"line {block.line}: {block.body}ended with {done.returncode}:\n{done.stdout}")
        self._seen = done.stdout.splitlines()

    def _look(self, block: Block) -> None:
        if self._seen is None:
            raise Astray(f"line {block.line}: nothing was typed of which this could be seen")
        pattern = "".join(
            "(?:.*\n)*" if line == "…" else ".*".join(re.escape(part) for part in line.split("…")) + "\n"
            for line in block.body.splitlines()
        )
        if not re.fullmatch(pattern, "".join(f"{line}\n" for line in self._seen)):
            raise Astray(f"line {block.line}: said is\n{block.body}\nseen is\n" + "\n".join(self._seen))
        self._seen = None

    @staticmethod
    def _write(block: Block, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.body)

    @staticmethod
    def _change(block: Block, file: Path) -> None:
        lines = block.body.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        text = file.read_text()
        if f"\n{text}".count(f"\n{old}") != 1:
            raise Astray(f"line {block.line}: in {block.file} this stands not once:\n{old}")
        file.write_text(text.replace(old, new, 1))
