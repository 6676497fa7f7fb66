"""The clients: people who take cases through, systems that send messages and do jobs, one that reads the feed."""

import itertools
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from tests.crash.crossing import LENGTHS
from tests.crash.traffic import Client, Done, Json

CARLA, ANNA, INES = "carla_smz", "anna_rav", "ines_koo"
PATIENCE = 60.0
"""Seconds in which a case has to come to its last task once the kills are over."""
LOCK = 2
"""Seconds for which a worker outside has a job."""
GONE = ("lease-lost", "job-closed")
AT_ONCE = 6
"""Crossings that one client has under way."""

Step = tuple[str, str, str, str]
STEPS: tuple[Step, ...] = (
    (CARLA, "completion", "register_case", ""),
    (CARLA, "completion", "data_exchange_consent", ""),
    (CARLA, "completion", "joint_analysis", ""),
    (ANNA, "completion", "joint_analysis", ""),
    (CARLA, "decision", "complex_situation", "yes"),
    (ANNA, "decision", "complex_situation", "yes"),
    (CARLA, "completion", "participation_agreement", ""),
    (INES, "completion", "assign_tandem", ""),
)
"""Who does what with which element: one way through wallis_tandem, the same in every case."""

ACCOMPANIED = 5
"""Of the cases of one client so many come to a tandem: nobody accompanies more than some."""


def fresh() -> str:
    """A key or id that nobody has used."""
    return uuid.uuid4().hex


class Accompanying(Client):
    """Takes cases of wallis_tandem from the start to the assigned tandem, one after the other."""

    stays = 0.3

    def play(self) -> None:
        """Until told to stop; some of the last cases stay where they are then."""
        turns = itertools.count()
        while not self.traffic.stop.is_set():
            token = fresh()
            _, begun = self.change(CARLA, "/api/cases", {"procedure": "wallis_tandem"}, token)
            case = int(begun["case"])
            self.traffic.note(Done("start", case, "wallis_tandem", CARLA, token, begun))
            for step in STEPS if next(turns) < ACCOMPANIED else STEPS[:-1]:
                if self.traffic.stop.is_set() and self.chance.random() < self.stays:
                    return
                self._take(case, step)

    def _take(self, case: int, step: Step) -> None:
        login, action, element, answer = step
        subject = "tasks" if action == "completion" else "gateways"
        page = self.read(login, f"/api/{subject}?case={case}")
        (line,) = {(i["key"], i["version"]) for i in page["items"] if i["element"] == element}
        if action == "completion":
            body: Json = {"answers": self.traffic.answers[element], "version": line[1]}
        else:
            shown = self.read(login, f"/api/gateways/{line[0]}")
            body = {"answer": answer, "basis": shown["basis"]}
        token = fresh()
        _, told = self.change(login, f"/api/{subject}/{line[0]}/{action}", body, token)
        self.traffic.note(Done(action, case, element, login, token, told))


class Finishing(Accompanying):
    """Takes every case to its end."""

    stays = 0.0


@dataclass
class Crossing:
    """A case on its way: what is still to be sent to it, and whether somebody will be in time at the hurried task."""

    case: int
    number: str
    unsent: list[str]
    hurries: bool
    asked: bool = False
    since: float = field(default_factory=time.monotonic)


class Crossings(Client):
    """Opens crossings, sends them their messages early or late, completes their tasks."""

    @property
    def login(self) -> str:
        """Who does it."""
        return CARLA

    def play(self) -> None:
        """Until told to stop; then what is under way is finished, but for some that are left where they are."""
        under_way: list[Crossing] = []
        while not self.traffic.stop.is_set():
            if len(under_way) < AT_ONCE:
                under_way.append(self._opened())
            under_way = [one for one in under_way if not self._goes_on(one)]
            time.sleep(0.02)
        left = [one for one in under_way if self.chance.random() < 0.7]
        end = time.monotonic() + PATIENCE
        while left and time.monotonic() < end and not self.traffic.hopeless.is_set():
            left = [one for one in left if not self._goes_on(one)]
            time.sleep(0.1)

    def _opened(self) -> Crossing:
        number, token = fresh(), fresh()
        variables = {"number": number, "length": self.chance.choice(LENGTHS)}
        if self.chance.random() < 0.3:
            body: Json = {
                "name": "crossing_opens",
                "correlation_key": number,
                "variables": variables,
                "message_id": token,
            }
            _, begun = self.change(self.login, "/api/messages", body)
            token = f"message-id {token}"
        else:
            _, begun = self.change(
                self.login, "/api/cases", {"procedure": "crossing", "variables": variables}, token
            )
        case = int(begun["case"])
        self.traffic.note(Done("start", case, "crossing", self.login, token, begun))
        unsent = ["first_paid", "again_paid"]
        self.chance.shuffle(unsent)
        return Crossing(case, number, unsent, self.chance.random() < 0.5)

    def _goes_on(self, one: Crossing) -> bool:
        """One more step of a crossing; whether it was the last."""
        if one.unsent and self.chance.random() < 0.4:
            self._send(one, one.unsent.pop())
            return False
        if not one.asked:
            if self.chance.random() < 0.5:
                one.asked = self._complete(one, "ask")
            return False
        if one.hurries and self.chance.random() < 0.3:
            one.hurries = False
            self._complete(one, "hurry")
            return False
        return not one.unsent and self.chance.random() < 0.3 and self._complete(one, "check")

    def _send(self, one: Crossing, name: str) -> None:
        message = fresh()
        body: Json = {
            "name": name,
            "correlation_key": one.number,
            "variables": {name: message},
            "message_id": message,
            "time_to_live": 86_400,
        }
        _, told = self.change(self.login, "/api/messages", body)
        self.traffic.note(Done("message", one.case, name, self.login, f"message-id {message}", told))

    def _complete(self, one: Crossing, element: str) -> bool:
        """Complete a task, if it is open; whether it was."""
        page = self.read(self.login, f"/api/tasks?case={one.case}")
        line = next((item for item in page["items"] if item["element"] == element), None)
        if line is None:
            return False
        token = fresh()
        body: Json = {"version": line["version"], "variables": {f"by_{element}": token}}
        refused, told = self.change(
            self.login, f"/api/tasks/{line['key']}/completion", body, token, ("task-closed",)
        )
        if refused is None:
            self.traffic.note(Done("completion", one.case, element, self.login, token, told))
        elif element != "hurry":
            raise AssertionError(f"{element} of case {one.case} is closed, and nobody closed it")
        return refused is None


class CrossingsOfSystem(Crossings):
    """The same by a system, with the secret of its key."""

    @property
    def login(self) -> str:
        return self.traffic.by_key.login


class Weighing(Client):
    """Does jobs outside: some at once, some later than it has them for, some for longer, some fail first, some are taken
    and nobody hears of the worker again."""

    fates = ("", "", "longer", "lost", "lost", "fails", "late")

    @property
    def login(self) -> str:
        """Who does it: a system that gets tokens against its key."""
        return self.traffic.by_token.login

    def play(self) -> None:
        """Until everything is done; once the kills are over nothing goes wrong any more."""
        while not self.traffic.end.is_set():
            body: Json = {"type": "crossing_weigh", "worker": "scales", "lock_seconds": LOCK, "max_jobs": 3}
            _, taken = self.change(self.login, "/api/jobs/activation", body | {"wait_seconds": 1})
            for item in taken["items"]:
                self.traffic.taken(item["key"], datetime.fromisoformat(item["locked_until"]))
            for item in taken["items"]:
                self._do(item)

    def _do(self, item: Json) -> None:
        fate = "" if self.traffic.stop.is_set() else self.chance.choice(self.fates)
        if fate == "lost":
            self.traffic.left_alone.add(item["key"])
            return
        if fate == "longer" and not self._keeps(item):
            return
        if fate == "late":
            time.sleep(LOCK + 0.2)
        if fate == "fails":
            again = {"message": "The scales are taken.", "retries": 3, "retry_after_seconds": 0}
            self._tell("failure", item, fresh(), again)
        else:
            token = fresh()
            self._tell("completion", item, token, {"variables": {"by_weigh": token}})

    def _keeps(self, item: Json) -> bool:
        """Keep a job for longer; whether it was still there to keep."""
        body: Json = {"lock": item["lock"], "lock_seconds": 2 * LOCK}
        self.traffic.given_back(item["key"])  # what it is kept until is known with the answer only
        token = fresh()
        refused, told = self.change(self.login, f"/api/jobs/{item['key']}/lock", body, token, GONE)
        if refused is None:
            self.traffic.note(Done("lock", int(item["case"]), "weigh", self.login, token, told))
            self.traffic.taken(item["key"], datetime.fromisoformat(told["locked_until"]))
            time.sleep(LOCK)
        return refused is None

    def _tell(self, how: str, item: Json, token: str, body: Json) -> None:
        self.traffic.given_back(item["key"])
        path = f"/api/jobs/{item['key']}/{how}"
        refused, told = self.change(self.login, path, body | {"lock": item["lock"]}, token, GONE)
        if refused is None:
            what = "job" if how == "completion" else how
            self.traffic.note(Done(what, int(item["case"]), "weigh", self.login, token, told))


class WeighingByHand(Weighing):
    """The same by somebody with a script."""

    @property
    def login(self) -> str:
        return CARLA


class Ringing(Client):
    """Sends a signal to all again and again."""

    def play(self) -> None:
        """Until everything is done."""
        while not self.traffic.end.wait(0.5):
            token = fresh()
            _, told = self.change(CARLA, "/api/signals", {"name": "crossing_bell", "variables": {}}, token)
            self.traffic.note(Done("signal", 0, "rung", CARLA, token, told))


class Following(Client):
    """Reads the feed of the one who opened all cases, from its beginning, by the cursor of the page before."""

    def play(self) -> None:
        """Until everything is done; then to its end."""
        after = ""
        while True:
            is_last = self.traffic.end.is_set()
            page = self.read(CARLA, f"/api/events?limit={self.chance.randint(1, 100)}{after}")
            self.traffic.fed += [(item["id"], item["case"]) for item in page["items"]]
            after = f"&after={page['next']}"
            if not page["items"] and not page["more"]:
                if is_last:
                    return
                time.sleep(0.2)
