"""Where jobs stand."""

from shared.domain.ids import FirmId, JobId, MemberId, bare
from shared.table.keys import Key, within


def job(of: FirmId, job: JobId) -> Key:
    return Key(steps(of, job), "JOB")


def chunk(of: FirmId, job: JobId, step: int, number: int) -> Key:
    """Some of what one step came to."""
    return Key(steps(of, job), f"{CHUNKS}{step:06}#{number:02}")


def open_jobs(of: FirmId) -> Key:
    """How many jobs of the firm are under way."""
    return Key(jobs(of), "OPEN")


def steps(of: FirmId, job: JobId) -> str:
    return within(of, "JOB", bare(job))


def jobs(of: FirmId) -> str:
    return within(of, "JOBS")


def jobs_of(of: FirmId, member: MemberId) -> str:
    return within(of, "M", bare(member), "JOBS")


CHUNKS = "CHUNK#"
