"""Figures are counted once a day, beside the worker: reading many histories keeps neither timers nor webhooks waiting."""

import threading

from api.bootstrap import Bruecke
from api.edges import Edge
from cases.commands.count_figures import count_figures

PAUSE = 30.0
"""Seconds between two looks at whether the day has been counted."""


def count_beside(bruecke: Bruecke, stop: threading.Event) -> None:
    """Start counting, until told to stop. What is under way then is counted anew by who comes next."""
    threading.Thread(target=count_until, args=(bruecke, stop), name="figures", daemon=True).start()


def count_until(bruecke: Bruecke, stop: threading.Event) -> None:
    """One look after the other until told to stop."""
    edge = Edge("figures")
    while not stop.is_set():
        with edge.round():
            count_figures(bruecke.engine, bruecke.lists, stop.is_set)
        stop.wait(PAUSE)
