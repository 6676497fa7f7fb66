"""Other servers are asked beside the worker: one that hangs keeps neither timers nor messages waiting."""

import threading

from api.bootstrap import Bruecke
from api.edges import Edge
from cases.commands.follow_partners import follow_partners

PAUSE = 2.0


def follow_beside(bruecke: Bruecke, stop: threading.Event) -> None:
    """Start asking, until told to stop. What is under way then is asked again by who comes next."""
    threading.Thread(target=_rounds, args=(bruecke, stop), name="partners", daemon=True).start()


def _rounds(bruecke: Bruecke, stop: threading.Event) -> None:
    edge = Edge("partners")
    while not stop.wait(PAUSE):
        with edge.round():
            follow_partners(bruecke.engine, bruecke.vault, bruecke.partners)
