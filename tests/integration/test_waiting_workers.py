"""A real server with many workers that wait: everybody else is served, and it ends when it is told to."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from adapters.database.store import DatabaseStore
from engine.rows import Job
from tests.api.test_single_models import flow, job, model
from tests.server import Server, prepare, tokens

WORKERS = 60
LONG = 55


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_many_who_wait_keep_nobody_from_work_and_the_server_from_ending(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path}/bruecke.db"
    if kind == "postgres":
        store: DatabaseStore = request.getfixturevalue("postgres_store")
        address = store.engine.url.render_as_string(hide_password=False)
    house = prepare(tmp_path, address)
    held = tokens(house)
    server = Server(house)
    server.start()

    try:
        # On a thread of its own: a browser that another test has left open keeps a loop on this one.
        with ThreadPoolExecutor(1) as aside:
            got, rest, has_ended = aside.submit(lambda: asyncio.run(_waited(server, held))).result()
    finally:
        server.kill()

    with house.engine.store.reading() as work:
        jobs = work.find(Job)
    assert isinstance(house.engine.store, DatabaseStore)
    house.engine.store.close()
    assert sorted(got) == sorted(str(row.key) for row in jobs)
    assert len(got) == 5
    assert rest == [[]] * (WORKERS - 5)
    assert has_ended


async def _waited(server: Server, held: dict[str, str]) -> tuple[list[str], list[list[str]], bool]:
    """Keys of the jobs that came to those who waited, what the others were told, and whether the server ended."""
    kind, name = f"k{uuid4().hex}", "waited"
    body = (
        f'<startEvent id="s"/>{job("j", kind)}<endEvent id="e"/>' + flow("f", "s", "j") + flow("g", "j", "e")
    )
    limits = httpx.Limits(max_connections=WORKERS + 10)
    carla, dario = ({"Authorization": f"Bearer {held[login]}"} for login in ("carla_smz", "dario"))
    async with httpx.AsyncClient(base_url=server.url, timeout=LONG + 30, limits=limits) as client:
        deployed = await client.post("/api/procedures/models", content=model(name, body), headers=dario)
        assert deployed.status_code == 201, deployed.text
        asked = {"type": kind, "worker": "w", "wait_seconds": LONG, "lock_seconds": 600}
        waiting = [
            asyncio.create_task(client.post("/api/jobs/activation", json=asked, headers=carla))
            for _ in range(WORKERS)
        ]
        await asyncio.sleep(1)
        for _ in range(5):  # every one of these is served while all the others wait
            opened = await client.post("/api/cases", json={"procedure": name}, headers=carla)
            assert opened.status_code == 201, opened.text
        done: set[asyncio.Task[httpx.Response]] = set()
        while len(done) < 5:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED, timeout=1)
        ended = await asyncio.to_thread(server.end)
        answers = [answer.json()["items"] for answer in await asyncio.gather(*waiting)]
    keys = [[item["key"] for item in items] for items in answers]
    return [key for items in keys for key in items], [items for items in keys if not items], ended
