"""The master key: 32 random bytes in a file of its own, outside the database, readable by its owner only."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path


class MasterKeyUnusable(Exception):
    """The master key file can't be used. Restore it from where it was backed up; data can't be read without it."""


def load_master_key(path: Path, *, create: bool) -> bytes:
    """The key of a file; with `create` a new one is made where there is none. Raises MasterKeyUnusable."""
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return load_master_key(path, create=False)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    try:
        content = path.read_bytes()
        mode = path.stat().st_mode & 0o077
    except OSError as error:
        raise MasterKeyUnusable(f"the master key file {path.name} can't be read: {error.strerror}") from error
    if len(content) != 32:
        raise MasterKeyUnusable(f"the master key file {path.name} has {len(content)} bytes instead of 32")
    if mode:
        raise MasterKeyUnusable(f"the master key file {path.name} is open to others: chmod 600 it")
    return content


def fingerprint(master: bytes) -> str:
    """Says which key it is and nothing of it: a keyed digest of a constant."""
    return hmac.new(master, b"bruecke/fingerprint", hashlib.sha256).hexdigest()[:32]


def signature(master: bytes, content: bytes) -> str:
    """Shows that whoever wrote a content had the key."""
    key = hmac.new(master, b"bruecke/backup", hashlib.sha256).digest()
    return hmac.new(key, content, hashlib.sha256).hexdigest()
