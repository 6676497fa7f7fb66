"""The application: watched from outside, with the OpenAPI document as generators of clients need it."""

from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE
from api.watching import Watched


class Documented(FastAPI):
    """An application that is watched, and whose document says of problems what they are: JSON of a media type of its own."""

    def build_middleware_stack(self) -> Any:
        """What answers a request, watched from outside of everything, so that our own mistakes are seen as well."""
        return Watched(super().build_middleware_stack(), self.state.requests, self.state.draining)

    def openapi(self) -> dict[str, Any]:
        """The document, made once. FastAPI files every model under application/json; problems move to their own."""
        document = super().openapi()
        for operations in document["paths"].values():
            for operation in operations.values():
                for response in operation["responses"].values():
                    content = response.get("content", {})
                    if MEDIA_TYPE in content and "application/json" in content:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return document
