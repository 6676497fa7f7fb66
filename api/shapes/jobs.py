"""Jobs: the queue of a worker."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from api.shapes.events import Name
from api.shapes.repairs import Reason
from api.shapes.shape import Key, Shape, example, one_of

LockSeconds = Annotated[int, Field(ge=1, le=86_400, description="for how long the job is the worker's alone")]
Lock = Annotated[
    Key | None,
    Field(
        default=None, description="what the activation gave; without one a job is only open that nobody holds"
    ),
]
JobStatus = Annotated[str, one_of("open", "failed", "completed", "cancelled")]


class JobLine(Shape):
    """A job that waits for a worker, or for people once it has failed.

    `available_at`: from when on anybody may take it, by the database's clock: later than now while a worker holds it or
    while it rests after a failure; null once it has failed. `worker`: who took it last, null where nobody has since it was
    offered.
    """

    key: Key
    case: Key
    reference: str
    element: str
    name: str
    type: str
    status: JobStatus
    retries: int
    message: str | None
    created_at: datetime
    available_at: datetime | None
    worker: str | None
    variables: dict[str, Any]
    headers: dict[str, str] = Field(description="what the model tells workers of this type")


class JobPage(Shape):
    """Open jobs, the oldest first. `next` is the cursor of the following page, null on the last."""

    items: list[JobLine]
    next: Key | None


class ActivationIn(Shape):
    """Which jobs a worker takes. `wait_seconds`: how long the answer may wait for the first one."""

    model_config = example(
        type="send_letter", max_jobs=5, worker="letters-1", lock_seconds=60, wait_seconds=30
    )

    type: Name
    max_jobs: int = Field(default=1, ge=1, le=100)
    worker: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="what the worker calls itself, so that people see who has a job: a program's name, nobody's",
    )
    lock_seconds: LockSeconds = 60
    wait_seconds: int = Field(default=0, ge=0, le=60)


class ActivatedJob(JobLine):
    """A job that is the worker's until `locked_until`. `lock` goes with everything that the worker tells of it."""

    locked_until: datetime
    lock: Key


class Activated(Shape):
    """The jobs taken; none where none came in time: ask again."""

    items: list[ActivatedJob]


class JobResult(Shape):
    """What a job gives."""

    model_config = example(variables={"score": 7}, lock="1790000000000000001")

    variables: dict[str, Any] = Field(default={})
    lock: Lock


class JobDone(Shape):
    """The job is done."""

    job: Key
    status: str


class JobFailure(Shape):
    """Why a job could not be done; `retries` how often it is still to be tried, else once less than before.

    `retry_after_seconds`: how long it rests until then, else 10 seconds, twice as long after each further failure, up to an
    hour, each a quarter more or less by chance.
    """

    model_config = example(message="The register does not answer.", retries=2, retry_after_seconds=30)

    message: str = Field(min_length=1, max_length=2000)
    retries: int | None = Field(default=None, ge=0, le=1000)
    retry_after_seconds: int | None = Field(default=None, ge=0, le=2_592_000)
    lock: Lock


class JobFailed(Shape):
    """The job after its failure: failed once no try is left, else open again from `available_at` on."""

    job: Key
    status: str
    retries: int
    available_at: datetime | None


class JobError(Shape):
    """A BPMN error out of a job: the model says how to go on."""

    model_config = example(code="not_found", variables={})

    code: Name
    variables: dict[str, Any] = Field(default={})
    lock: Lock


class JobLock(Shape):
    """A worker needs longer: so many seconds from now on."""

    model_config = example(lock="1790000000000000001", lock_seconds=120)

    lock: Key
    lock_seconds: LockSeconds


class JobLocked(Shape):
    """Until when the job is the worker's now."""

    job: Key
    locked_until: datetime


class JobRetry(Shape):
    """New tries for a job; `variables` are set first, where the job sees them, else at the process."""

    model_config = example(retries=3, variables={"address": "Bahnhofstrasse 1"})

    retries: int = Field(default=1, ge=1, le=1000)
    variables: dict[str, Any] = Field(default={})


class JobRetried(Shape):
    """The job is in the queue again."""

    job: Key
    status: str
    retries: int


class JobCancellation(Shape):
    """Why a job is taken away."""

    model_config = example(reason="Der Brief ging von Hand hinaus.")

    reason: Reason


class Jobs(Shape):
    """Which jobs: their keys, or all failed ones of a `type`, narrowed to incidents of a `code`; at most 1000 in one call."""

    jobs: list[Key] | None = Field(default=None, min_length=1, max_length=1000)
    type: Name | None = None
    code: Literal["job-failed", "job-lost"] | None = None


class JobRetries(Jobs):
    """New tries for many jobs; `variables` are set in each, where it sees them."""

    model_config = example(type="send_letter", code="job-failed", retries=3, variables={})

    retries: int = Field(default=1, ge=1, le=1000)
    variables: dict[str, Any] = Field(default={})


class JobCancellations(Jobs):
    """Many jobs are taken away, with one reason."""

    model_config = example(jobs=["1790000000000000001"], reason="Die Schnittstelle gibt es nicht mehr.")

    reason: Reason


class MendedJob(Shape):
    """What became of a job: its status, or the code of what was in the way; then nothing was changed in it."""

    job: Key
    status: str | None
    refused: str | None


class MendedJobs(Shape):
    """Each job with its answer. `more`: there are more than one call takes, `left` of them; call again, with a new key.

    A repeated call means the jobs that the first one meant, none that has failed meanwhile.
    """

    items: list[MendedJob]
    more: bool
    left: int
