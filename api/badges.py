"""Institutions as the JSON API names them."""

from api.shapes.shape import Institution
from cases.views.wording import Badge


def badge(view: Badge) -> Institution:
    """An institution."""
    return Institution(key=str(view.key), letters=view.letters, name=view.name)
