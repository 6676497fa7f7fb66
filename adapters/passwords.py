"""Passwords are kept as argon2id hashes; checking an unknown login takes as long as checking a known one."""

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes and checks passwords."""

    def __init__(self, *, fast: bool = False) -> None:
        """`fast` only for tests and demo data: the hashing itself is the same, with less memory and time."""
        self._hasher = (
            PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1) if fast else PasswordHasher()
        )

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(password)

    def verify(self, hashed: str | None, password: str) -> bool:
        """Whether the password is the hashed one; None (nobody has this login) costs the same time."""
        try:
            return self._hasher.verify(hashed or self._nobody, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")
