"""Mail on its way, beside the worker: a slow server keeps neither timers nor webhooks waiting."""

import threading

from api.bootstrap import Bruecke
from api.edges import Edge
from cases.commands.deliver_mail import deliver_mail

PAUSE = 2.0


def mail_beside(bruecke: Bruecke, stop: threading.Event) -> None:
    """Start sending, until told to stop. What is under way then is sent again by who comes next."""
    threading.Thread(target=send_until, args=(bruecke, stop), name="mailman", daemon=True).start()


def send_until(bruecke: Bruecke, stop: threading.Event) -> None:
    """One look after the other until told to stop."""
    edge = Edge("mailman")
    while not stop.wait(PAUSE):
        with edge.round():
            deliver_mail(bruecke.engine, bruecke.post, bruecke.settings.public_url, stop.is_set)
