"""Personal values are sealed under one key per person and one per case, wrapped by a master key outside the database.

AES-256-GCM; the place (table and use) is authenticated with the text, so a sealed value can't be moved to another
row. Erasing a subject's data key makes everything sealed under it unreadable; a backup taken before still has the key,
wrapped, until it is gone (DECISIONS 29). Names and AHV numbers are found through keyed digests (HMAC-SHA-256), which
can't be tried out without the master key.
"""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cases.rows import DataKey
from engine.store import Work

_NONCE = 12


class Unsealable(Exception):
    """A sealed value can't be opened: its key was erased, or it was moved or changed."""


class Vault:
    """Seals and opens values of persons and cases."""

    def __init__(self, master: bytes) -> None:
        """`master`: at least 32 random bytes, kept outside the database."""
        if len(master) < 32:
            raise ValueError("the master key needs at least 32 bytes")
        self._wrapping = AESGCM(_derived(master, b"bruecke/wrap"))
        self._index_key = _derived(master, b"bruecke/index")
        self._of_house = AESGCM(_derived(master, b"bruecke/house"))

    def create(self, work: Work, subject_key: int, now: datetime) -> None:
        """Make the data key of a new person or case."""
        nonce = os.urandom(_NONCE)
        wrapped = nonce + self._wrapping.encrypt(
            nonce, AESGCM.generate_key(256), _place(subject_key, "data-key")
        )
        work.add(DataKey(subject_key, wrapped, now))

    def seal(self, work: Work, subject_key: int, content: bytes, place: str) -> bytes:
        """Encrypt under the subject's key, bound to a place. Raises Unsealable when the subject has no key."""
        nonce = os.urandom(_NONCE)
        return nonce + self._key(work, subject_key).encrypt(nonce, content, _place(subject_key, place))

    def unseal(self, work: Work, subject_key: int, sealed: bytes, place: str) -> bytes:
        """What was sealed for this subject and place. Raises Unsealable."""
        try:
            return self._key(work, subject_key).decrypt(
                sealed[:_NONCE], sealed[_NONCE:], _place(subject_key, place)
            )
        except InvalidTag as error:
            raise Unsealable(place) from error

    def seal_of_house(self, content: bytes, place: str) -> bytes:
        """Encrypt what belongs to no person and no case (a secret of a webhook, a cursor), bound to a place."""
        nonce = os.urandom(_NONCE)
        return nonce + self._of_house.encrypt(nonce, content, place.encode())

    def unseal_of_house(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for this place of the house. Raises Unsealable."""
        try:
            return self._of_house.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable(place) from error

    def opener(self, work: Work, subject_keys: Collection[int]) -> "Opener":
        """Opens what was sealed for many subjects; their keys are read in one query."""
        rows = work.find(DataKey, key=sorted(subject_keys)) if subject_keys else []
        return Opener({row.key: self._unwrapped(row) for row in rows})

    def index(self, kind: str, text: str) -> str:
        """The blind index of a name or number: case, accents and spaces don't matter."""
        plain = unicodedata.normalize("NFKD", text).casefold()
        letters = "".join(char for char in plain if char.isalnum())
        return hmac.new(self._index_key, f"{kind}:{letters}".encode(), hashlib.sha256).hexdigest()

    def _key(self, work: Work, subject_key: int) -> AESGCM:
        work.ahead((DataKey, {"key": subject_key}))  # once, however much is sealed and opened
        row = work.get(DataKey, subject_key)
        if row is None:
            raise Unsealable(f"the key of {subject_key} was erased")
        return self._unwrapped(row)

    def _unwrapped(self, row: DataKey) -> AESGCM:
        try:
            return AESGCM(
                self._wrapping.decrypt(
                    row.wrapped[:_NONCE], row.wrapped[_NONCE:], _place(row.key, "data-key")
                )
            )
        except InvalidTag as error:
            raise Unsealable("the master key is not the one the data was sealed with") from error


class Opener:
    """Opens what was sealed for the subjects whose keys it holds."""

    def __init__(self, keys: Mapping[int, AESGCM]) -> None:
        self._keys = keys
        self.subjects = frozenset(keys)

    def __call__(self, subject_key: int, sealed: bytes, place: str) -> bytes:
        """What was sealed for this subject and place. Raises Unsealable."""
        try:
            return self._keys[subject_key].decrypt(
                sealed[:_NONCE], sealed[_NONCE:], _place(subject_key, place)
            )
        except InvalidTag as error:
            raise Unsealable(place) from error


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def _place(subject_key: int, place: str) -> bytes:
    return f"{subject_key}/{place}".encode()
