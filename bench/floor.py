"""The floor: a server like ours that does nothing but keep one row durably for each request."""

import sys

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Column, MetaData, Table, Text, insert, update

from adapters.database.dialects import Key
from adapters.database.store import DatabaseStore, open_database
from api.security import Guard
from api.settings import Settings

TABLE = Table("bench_floor", MetaData(), Column("key", Key, primary_key=True), Column("text", Text))


class Row(BaseModel):
    """What is kept."""

    key: int
    text: str


def make_floor(store: DatabaseStore) -> FastAPI:
    """The application: one INSERT or UPDATE and a COMMIT, through the same pool and behind the same guard."""
    settings, app = Settings(), FastAPI()

    @app.post("/rows", status_code=201)
    def add(row: Row) -> Row:
        with store.work() as work:
            work.connection.execute(insert(TABLE), {"key": row.key, "text": row.text})
        return row

    @app.post("/rows/{key}")
    def change(key: int, row: Row) -> Row:
        with store.work() as work:
            work.connection.execute(update(TABLE).where(TABLE.c.key == key), {"text": row.text})
        return row

    app.add_middleware(
        Guard, max_bytes=settings.max_request_bytes, max_package_bytes=settings.max_package_bytes
    )
    return app


if __name__ == "__main__":
    opened = open_database(Settings().database_url)
    TABLE.create(opened.engine, checkfirst=True)
    uvicorn.run(
        make_floor(opened), port=int(sys.argv[1]), log_level="warning", access_log=False, server_header=False
    )
