"""Whether the process can do its work."""

from api.shapes.shape import Shape


class Health(Shape):
    """Whether the process can do its work."""

    status: str
