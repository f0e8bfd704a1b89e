"""What stands behind jobs: the objects they work on, and the queue that calls for their steps."""

from functools import cache

from shared import wiring
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue


@cache
def objects(bucket: str) -> Objects:
    return Objects(wiring.s3, bucket)


@cache
def job_queue(url: str) -> JobQueue:
    return JobQueue(lambda: wiring.client("sqs"), url)
