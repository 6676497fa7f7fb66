"""Failed attempts to get in: counted by whom they were for and where they came from, only as digests."""

from datetime import datetime, timedelta

from cases.rows import SignInAttempt
from engine.store import Work

WINDOW = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """Too many failed sign-ins. Wait a quarter of an hour, or ask your administration for a new password."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def throttle(work: Work, subject: str, limit: int, now: datetime) -> None:
    """Raises TooManyAttempts once there were as many for a subject (a digest) within the window."""
    recent = [
        attempt.at
        for attempt in work.find(SignInAttempt, subject_digest=subject)
        if now - attempt.at < WINDOW
    ]
    if len(recent) >= limit:
        raise TooManyAttempts(max(1, int((min(recent) + WINDOW - now).total_seconds())))
