"""What the words of a story are made of."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Scalar = str | bool | int | float | date | None


def listed(value: object) -> object:
    """One alone is a list of one."""
    return [value] if isinstance(value, str) else value


Users = Annotated[tuple[Id, ...], BeforeValidator(listed), Field(min_length=1, max_length=2)]


class Words(BaseModel):
    """A mapping whose keys are known: any other key is refused. `verb` is the key that names a step."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    verb: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """What the step is about: an element, a consent, a day."""
        value = getattr(self, self.verb, "")
        return value if isinstance(value, str) else ""
