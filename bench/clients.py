"""Clients with a connection that stays open: one plays cases on our server, one keeps rows on the floor."""

import json
import time
from collections import defaultdict
from http.client import HTTPConnection
from itertools import count
from typing import Any
from uuid import uuid4

Times = dict[str, list[float]]
"""What was done to the seconds it took, every time."""

_keys = count(1)


class Client:
    """One connection and a clock. `times` are those of the requests that have a name."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.times: Times = defaultdict(list)

    def ask(self, method: str, path: str, content: Any = None, name: str | None = None) -> Any:
        """The answer as JSON. Raises RuntimeError for a problem."""
        body = json.dumps(content).encode() if content is not None else None
        headers = self._headers | ({"Idempotency-Key": uuid4().hex} if method == "POST" else {})
        begin = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        answer = response.read()
        if name is not None:
            self.times[name].append(time.perf_counter() - begin)
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
        return json.loads(answer)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def play_case(client: Client, tasks: int) -> None:
    """Start a case and complete its tasks. Timed: `start`, `step <n>`; finding the task is `list of a case`."""
    case = start(client, tasks)
    for number in range(1, tasks + 1):
        complete(client, task_of(client, case), number)


def start(client: Client, tasks: int) -> str:
    """Start a case of so many tasks. Its key."""
    key: str = client.ask("POST", "/api/cases", {"procedure": f"steps_{tasks}"}, "start")["case"]
    return key


def task_of(client: Client, case: str) -> Any:
    """The open task of a case."""
    (task,) = client.ask("GET", f"/api/tasks?case={case}", name="list of a case")["items"]
    return task


def complete(client: Client, task: Any, number: int) -> None:
    """Complete a task, the case's first, second or so."""
    body = {"answers": {"qualification": "Detailhandelsfachfrau"}, "version": task["version"]}
    client.ask("POST", f"/api/tasks/{task['key']}/completion", body, f"step {number}")


def keep_rows(client: Client, requests: int) -> None:
    """As many requests as a case takes, each one row: an INSERT, then UPDATEs. Timed: `floor`."""
    key = next(_keys)
    client.ask("POST", "/rows", {"key": key, "text": "Detailhandelsfachfrau"}, "floor")
    for number in range(1, requests):
        client.ask("POST", f"/rows/{key}", {"key": key, "text": f"Schritt {number}"}, "floor")
