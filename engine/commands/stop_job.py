"""A job can't go on by itself: it waits for people, and an incident says why. Part of a command on its case."""

from dataclasses import replace

import orjson

from engine.queues import stopped
from engine.rows import Incident, Job
from engine.running import Running


def stop_job(running: Running, job: Job, code: str, told: str, message: str) -> None:
    """`told` says what happened and what to do; `message`, sealed, what the worker said."""
    running.work.replace(stopped(job))
    key = running.engine.keys()
    content = orjson.dumps({"job": str(job.key), "message": message})
    sealed = running.engine.case_file.seal(running.work, job.instance_key, content, f"incident:{key}")
    running.work.add(
        Incident(key, job.instance_key, job.element, code, told, running.now, None, sealed, job.key)
    )
    running.log_by_itself("INCIDENT_OPENED", job.element, {"code": code})
    running.instance = replace(running.instance, status="incident")
