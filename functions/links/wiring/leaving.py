"""What hands links over when members leave, ends them with their contact, and calls for the steps of jobs."""

from functools import cache

from functions.links.repository.handovers import HandoverRepository
from functions.links.repository.revocations import RevocationRepository
from functions.links.service.forgetting import ForgettingService
from functions.links.service.leaving import LeavingService
from functions.links.wiring import ground
from functions.links.wiring.letters import consumer_env
from shared.jobs.queue import JobQueue
from shared.wiring import jobs


@cache
def leaving() -> LeavingService:
    return LeavingService(HandoverRepository(ground.table()), ground.clock())


@cache
def forgetting() -> ForgettingService:
    return ForgettingService(RevocationRepository(ground.table()), ground.clock())


@cache
def job_queue() -> JobQueue:
    return jobs.job_queue(consumer_env().jobs_queue_url)
