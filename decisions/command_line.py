"""The command line of the library. Exit codes: 0 all is well, 1 something was found, 2 the call or a file is wrong."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from decisions.dmn.faults import DmnError
from decisions.dmn.folder import read_model
from decisions.dmn.model import DecisionModel
from decisions.dmn.slips import slips_of
from decisions.explaining import LANGUAGES, explain
from decisions.feel import FeelEvaluationError, FeelSyntaxError, parse
from decisions.feel.formatting import format_expression, format_unary_tests
from decisions.feel.texts import feel_text
from decisions.testcases import run_file, run_folder
from decisions.verification import FindingKind, verify

Line = Callable[[str], object]


_VERIFIED = {
    "de": {
        "reads": "{file} liest von aussen: {names}",
        "some": "{count} zu verbessern",
        "none": "Nichts zu verbessern.",
    },
    "fr": {
        "reads": "{file} lit de l’extérieur\u202f: {names}",
        "some": "{count} à corriger",
        "none": "Rien à corriger.",
    },
    "en": {
        "reads": "{file} reads from outside: {names}",
        "some": "{count} to mend",
        "none": "Nothing to mend.",
    },
}


class Wrong(Exception):
    """The call or a file is wrong; the message says how to mend it."""


def run(arguments: Sequence[str], now: datetime, say: Line = print, complain: Line | None = None) -> int:
    """Run one command. `say` takes each line of the answer, `complain` each of what was wrong with the call."""
    given = _arguments().parse_args(arguments, argparse.Namespace(now=now))
    try:
        code: int = given.command(given, say)
    except (Wrong, DmnError, FeelSyntaxError, FeelEvaluationError, OSError) as error:
        (complain or _to_stderr)(str(error))
        return 2
    return code


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m decisions", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    evaluate = commands.add_parser("evaluate", help="evaluate a decision of a model, or an expression")
    evaluate.set_defaults(command=_evaluate)
    evaluate.add_argument("what", help="a .dmn file, or an expression of FEEL")
    evaluate.add_argument("decision", nargs="?", help="name or id; may be left out where there is only one")
    evaluate.add_argument(
        "--set", action="append", default=[], metavar="NAME=FEEL", help='an input, such as months=3 or since=@"2026-01-31"'
    )  # fmt: skip
    evaluate.add_argument("--at", metavar="MOMENT", help="the time that now() and today() tell")
    evaluate.add_argument("--explain", choices=LANGUAGES, help="tell in this language how it came about")

    tidy = commands.add_parser("format", help="write an expression or a cell in the house's form")
    tidy.set_defaults(command=_format)
    tidy.add_argument("text", help="FEEL; - reads it from the standard input, but is itself a --cell")
    tidy.add_argument("--cell", action="store_true", help="the text is the cell of a table")

    test = commands.add_parser("test", help="run test cases in the format of the DMN TCK")
    test.set_defaults(command=_test)
    test.add_argument("paths", nargs="+", type=Path, help="folders or files of test cases")
    test.add_argument("--at", metavar="MOMENT", help="the time that now() and today() tell")

    verify = commands.add_parser("verify", help="find gaps, overlaps and dead rules of decision tables")
    verify.set_defaults(command=_verify)
    verify.add_argument("models", nargs="+", type=Path, help=".dmn files, or folders of them")
    verify.add_argument("--language", choices=LANGUAGES, default="en")
    return parser


def _evaluate(given: argparse.Namespace, say: Line) -> int:
    now = _moment(given.at) if given.at else given.now
    scope = dict(_input(pair, now) for pair in given.set)
    if not given.what.endswith(".dmn"):
        outcome = parse(given.what, scope).evaluate(scope, now)
        say(feel_text(outcome.value))
        problems = outcome.problems
    else:
        model = read_model(Path(given.what))
        evaluation = model.evaluate(_decision(model, given.decision), scope, now)
        problems = evaluation.problems
        say(explain(evaluation.trace, given.explain) if given.explain else feel_text(evaluation.value))
    for problem in problems:
        say(f"note: {problem}")
    return 0


def _format(given: argparse.Namespace, say: Line) -> int:
    text = sys.stdin.read() if given.text == "-" and not given.cell else given.text
    say(format_unary_tests(text) if given.cell else format_expression(text))
    return 0


def _input(pair: str, now: datetime) -> tuple[str, object]:
    name, equals, text = pair.partition("=")
    if not equals or not name.strip():
        raise Wrong(f"--set {pair}: write NAME=VALUE with a value of FEEL, such as months=3")
    outcome = parse(text).evaluate({}, now)
    if outcome.problems:
        hint = f'; a text is written "{text}"' if text.isidentifier() else ""
        raise Wrong(f"--set {pair}: {outcome.problems[0]}{hint}")
    return name.strip(), outcome.value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Wrong(f"--at {text}: write a moment such as 2026-02-28T14:30:00+01:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _decision(model: DecisionModel, name: str | None) -> str:
    if name is None and len(model.decisions) == 1:
        return next(iter(model.decisions))
    try:
        return model.id_of(name or "")
    except KeyError:
        known = ", ".join(f"«{decision.name}»" for decision in model.decisions.values())
        asked = f"There is no decision «{name}»." if name else "Which decision?"
        raise Wrong(f"{asked} The model has {known or 'none'}.") from None


def _verify(given: argparse.Namespace, say: Line) -> int:
    faults, words = 0, _VERIFIED[given.language]
    files = [
        file for path in given.models for file in (sorted(path.rglob("*.dmn")) if path.is_dir() else [path])
    ]
    for path in files:
        model = read_model(path)
        for finding in verify(model):
            faults += finding.kind is not FindingKind.NOT_JUDGED
            say(f"{path.name}, {finding.name}: {finding.text(given.language)}")
        for slip in slips_of(model):
            faults += 1
            say(f"{path.name}, {slip}")
        outside = sorted({".".join(path) for one in model.decisions for path in model.reads(one)})
        say(words["reads"].format(file=path.name, names=", ".join(outside) or "–"))
    say(words["some"].format(count=faults) if faults else words["none"])
    return 1 if faults else 0


def _test(given: argparse.Namespace, say: Line) -> int:
    now = _moment(given.at) if given.at else given.now
    passed = failed = 0
    for path in given.paths:
        if not path.exists():
            raise Wrong(f"{path}: there is no such file or folder")
        for ran in run_folder(path, now) if path.is_dir() else run_file(path, now):
            passed, failed = passed + ran.has_passed, failed + (not ran.has_passed)
            if not ran.has_passed:
                say(f"{ran.file} {ran.case} {ran.result}: {ran.reason}")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
