"""Bulk calls and the jobs they start."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route


def list_jobs(house: House) -> Request:
    house.job()
    return Request("GET", "/v1/jobs", who=house.owner)


def read_job(house: House) -> Request:
    return Request("GET", f"/v1/jobs/{house.job()}", who=house.owner)


def read_job_report(house: House) -> Request:
    job = house.job()
    house.work_off()
    return Request("GET", f"/v1/jobs/{job}/report", who=house.owner)


def cancel_job(house: House) -> Request:
    return Request("POST", f"/v1/jobs/{house.job()}/cancel", who=house.owner)


def bulk_invitations(house: House) -> Request:
    body = {"persons": [house.granted(), "per_00000000000000000000000000"], "action": "invite", "message": "Welcome."}
    return Request("POST", "/v1/bulk/invitations", body, who=house.owner)


def bulk_access(house: House) -> Request:
    account, _ = house.tie()
    body = {"accounts": [account], "login": "enable", "sendInvitations": True, "message": "Welcome."}
    return Request("POST", "/v1/bulk/access", body, who=house.owner)


def jobs(house: House) -> Request:
    person = house.granted()
    for _ in range(FILLED):
        house.job(person)
        house.wait(seconds=1)
    return Request("GET", "/v1/jobs", who=house.owner)


ROUTES: tuple[Route, ...] = (
    Route(
        "bulkInvitations",
        "/v1/bulk/invitations",
        "staff",
        202,
        bulk_invitations,
        ("job.started",),
        takes_key=True,
        needs=("manage_accounts",),
        instead={"action": "resend"},
        names=True,
        many="persons",
    ),
    Route(
        "bulkAccess",
        "/v1/bulk/access",
        "staff",
        202,
        bulk_access,
        ("job.started",),
        takes_key=True,
        needs=("manage_accounts",),
        instead={"login": "disable"},
        names=True,
        many="accounts",
    ),
    Route("listJobs", "/v1/jobs", "staff", 200, list_jobs, needs=(), fill=jobs),
    Route("readJob", "/v1/jobs/{job_id}", "staff", 200, read_job),
    Route("readJobReport", "/v1/jobs/{job_id}/report", "staff", 200, read_job_report),
    Route("cancelJob", "/v1/jobs/{job_id}/cancel", "staff", 200, cancel_job, ("job.cancelled",), sets_state=True),
)
