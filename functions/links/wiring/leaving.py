"""What hands links over when members leave, ends them with their contact or account, and calls for steps of jobs."""

from functools import cache

from functions.links.repository.contacts import ContactRepository
from functions.links.repository.erasing import ErasingRepository
from functions.links.repository.handovers import HandoverRepository
from functions.links.service.erasing import ErasingService
from functions.links.service.forgetting import ForgettingService
from functions.links.service.leaving import LeavingService
from functions.links.wiring.letters import consumer_env
from shared.jobs.queue import JobQueue
from shared.wiring import ground, jobs


@cache
def erasing() -> ErasingService:
    return ErasingService(ErasingRepository(ground.table()), ground.clock())


@cache
def leaving() -> LeavingService:
    return LeavingService(HandoverRepository(ground.table()), erasing(), ground.clock())


@cache
def forgetting() -> ForgettingService:
    return ForgettingService(ContactRepository(ground.table()), ground.clock())


@cache
def job_queue() -> JobQueue:
    return jobs.job_queue(consumer_env().jobs_queue_url)
