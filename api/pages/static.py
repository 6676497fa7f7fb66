"""Style sheet, script and fonts. Their addresses change with their content, so browsers keep them."""

from importlib.resources import files
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

_FOR_EVER = "public, max-age=31536000, immutable"
_DAY = "public, max-age=86400"


class _Kept(StaticFiles):
    """Static files that say how long they may be kept."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        versioned = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = _FOR_EVER if versioned else _DAY
        return response


def static_files() -> StaticFiles:
    """Everything under api/static."""
    return _Kept(directory=str(files("api").joinpath("static")))
