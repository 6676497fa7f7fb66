"""Conditions of forms say only what server and browser decide alike."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.package import Package
from forms import beyond_the_browser


def check_browser(package: Package) -> Iterator[Fault]:
    """Every condition that a browser might decide otherwise, with its form, its field and the way out."""
    for form in package.forms.values():
        for item in beyond_the_browser(form):
            yield Fault(f"forms/{form.id}.form", item.element, "FORM-BROWSER", item.message, item.remedy)
