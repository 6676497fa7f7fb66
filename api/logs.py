"""What is logged and how: JSON lines for machines, readable lines on a terminal; kinds and keys, never a value.

An error is told by its type and by where it happened: its text may repeat what somebody sent.
"""

import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).parent.parent
MOST_FRAMES = 30
log = structlog.get_logger()


def told(error: BaseException) -> dict[str, Any]:
    """An error without what it says: its type, those it came from, and the places it went through, the last first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    places = [
        f"{_file(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for each in chain
        for frame, line in traceback.walk_tb(each.__traceback__)
    ]
    return {
        "error": type(error).__name__,
        "causes": [type(each).__name__ for each in chain[1:]],
        "at": places[::-1][:MOST_FRAMES],
    }


def _file(name: str) -> str:
    """Where code lies, without where this machine keeps it."""
    path = Path(name)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def configure_logs(*, readable: bool) -> None:
    """Everything this process logs goes to stdout: a JSON line each, or readable lines for people who watch."""
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Foreign()], level=logging.WARNING, force=True)


class Foreign(logging.Handler):
    """What libraries log, in our lines: where in their code, not the text, which may be filled with anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """One record."""
        error = record.exc_info[1] if record.exc_info else None
        fields = told(error) if error is not None else {}
        place = f"{_file(record.pathname)}:{record.lineno} {record.funcName}"
        log.log(record.levelno, "library", logger=record.name, by=place, **fields)


def log_steps(case_key: int, kinds: Sequence[str]) -> None:
    """A case went on by itself: a timer fired, a message arrived, it could not go on."""
    log.info("case went on", case=str(case_key), what=list(kinds))
