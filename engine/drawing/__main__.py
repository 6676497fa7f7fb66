"""Find the diagram of a BPMN model that was written as text, and draw models: python -m engine.drawing layout|draw MODEL.bpmn …"""

import argparse
import sys
from pathlib import Path

from engine.drawing.layout.diagram import lay_out, lay_out_new
from engine.drawing.layout.judging import BAD, judge
from engine.drawing.reading import UnreadableModelError
from engine.drawing.sheets import draw_sheets


def arguments() -> argparse.ArgumentParser:
    """What may be asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m engine.drawing", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    p = verbs.add_parser("layout", help="compute the diagram and write it into the model")
    p.add_argument("model", type=Path)
    p.add_argument("-o", "--out", type=Path, help="write here instead of into the model")
    p.add_argument(
        "--collapse",
        action="append",
        default=[],
        metavar="ID",
        help="draw this sub-process collapsed, its content on its own plane",
    )
    p.add_argument(
        "--keep", action="store_true", help="leave what is placed; place and route only what is new"
    )
    p.add_argument(
        "--compact", action="store_true", help="a hand-over to another lane stays in its column: narrower"
    )
    p.add_argument(
        "--judge", action="store_true", help="change nothing; count crossings, overlaps and hit labels"
    )
    p = verbs.add_parser(
        "draw", help="write the model as a picture, cut into sheets that a page has room for"
    )
    p.add_argument("model", type=Path)
    p.add_argument("-o", "--out", type=Path, required=True, help="the SVG file to write")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when the diagram has none of the bad kinds, 1 when it has, 2 when it is unreadable."""
    asked = arguments().parse_args(argv)
    try:
        return draw(asked) if asked.verb == "draw" else lay(asked)
    except (UnreadableModelError, OSError) as error:
        sys.stderr.write(f"{asked.model}: {error}\n")
        return 2


def draw(asked: argparse.Namespace) -> int:
    """Write the picture."""
    picture = draw_sheets(asked.model.read_bytes())
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(picture, "utf-8")
    return 0


def lay(asked: argparse.Namespace) -> int:
    """Find the diagram, or only count what is bad in it."""
    text = asked.model.read_text("utf-8")
    if not asked.judge:
        kept = lay_out_new(text, asked.collapse) if asked.keep else None
        if asked.keep and kept is None:
            sys.stderr.write("No complete diagram to keep: laid out afresh.\n")
        text = kept or lay_out(text, asked.collapse, asked.compact)
    found = judge(text)
    if not asked.judge:
        (asked.out or asked.model).write_text(text, "utf-8")
    sys.stdout.write(f"{asked.model.name} {' '.join(f'{k}={v}' for k, v in found.items())}\n")
    return int(any(found[k] for k in BAD))


if __name__ == "__main__":
    sys.exit(main())
