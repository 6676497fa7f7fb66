"""Texts with a form of their own: AHV number, telephone, e-mail, Swiss postcode.

Each reads a text as typed and gives it as kept, or None when it has another form.
"""

import re
from collections.abc import Callable, Mapping

from stdnum.ch import ssn
from stdnum.exceptions import ValidationError

_PHONE = re.compile(r"\+?[0-9]{9,15}")
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
_POSTCODE = re.compile(r"[1-9][0-9]{3}")


def ahv(text: str) -> str | None:
    """AHV number (13 digits, country 756, check digit) as 756.XXXX.XXXX.XX. AHVG Art. 50c."""
    if not text.isascii():
        return None
    try:
        return ssn.format(ssn.validate(text))
    except ValidationError:
        return None


def phone(text: str) -> str | None:
    """Telephone number, spaces as typed; 9 to 15 digits after an optional +."""
    bare = re.sub(r"[ ()/.\-\u00a0\u202f]", "", text)
    return " ".join(text.split()) if _PHONE.fullmatch(bare) else None


def email(text: str) -> str | None:
    """E-mail address; the domain in small letters."""
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        return None
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"


def postcode(text: str) -> str | None:
    """Swiss postcode, 1000 to 9999."""
    return text if _POSTCODE.fullmatch(text) else None


FORMATS: Mapping[str, Callable[[str], str | None]] = {
    "ahv": ahv,
    "phone": phone,
    "email": email,
    "postcode": postcode,
}
