"""Signing in, and who is signed in."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import InstitutionType, Shape, example


class SignIn(Shape):
    """A sign-in for a browser session."""

    model_config = example(login="anna_rav", password="bruecke-demo")  # noqa: S106  # the demo prints it

    login: Annotated[str, Field(max_length=200, examples=["anna_rav"])]
    password: Annotated[str, Field(max_length=200, examples=["bruecke-demo"])]


class TokenRequest(SignIn):
    """A sign-in for a script."""

    model_config = example(login="anna_rav", password="bruecke-demo", label="nightly report")  # noqa: S106  # the demo prints it

    label: Annotated[
        str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["nightly report"])
    ] = ""


class Token(Shape):
    """A script's secret: send it as `Authorization: Bearer <token>`. It is shown only now."""

    token: str
    expires_at: datetime


class Me(Shape):
    """Who is signed in. `csrf` goes into `X-CSRF-Token` with every change made through a session."""

    login: str
    name: str
    institution: str
    institution_type: InstitutionType
    roles: list[str]
    csrf: str | None
