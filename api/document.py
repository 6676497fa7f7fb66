"""The OpenAPI document as generators of clients need it."""

from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE


class Documented(FastAPI):
    """An application whose document says of problems what they are: JSON of a media type of its own."""

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
