"""A moment as a letter says it: «Dienstag, 3. Februar 2026, 14:00», «mardi 3 février 2026, 14 h 00», in Swiss time."""

from datetime import datetime

from engine.clock import ZONE

_WORDS = {
    "de": (
        ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        (
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
            "Dezember",
        ),
    ),
    "fr": (
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        (
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ),
    ),
}  # fmt: skip


def in_full(moment: datetime, language: str) -> str:
    """The moment in words where the language has them, else dd.mm.yyyy, hh:mm."""
    local = moment.astimezone(ZONE)
    if language not in _WORDS:
        return f"{local:%d.%m.%Y, %H:%M}"
    weekdays, months = _WORDS[language]
    weekday, month = weekdays[local.weekday()], months[local.month - 1]
    if language == "fr":
        number = "1er" if local.day == 1 else str(local.day)
        return f"{weekday} {number} {month} {local.year}, {local.hour}\u202fh\u202f{local:%M}"
    return f"{weekday}, {local.day}. {month} {local.year}, {local:%H:%M}"
