"""/v1/jobs: work that goes on when its call is answered."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.jobs import JobView, OutcomeView
from functions.invite.views import jobs as views
from functions.invite.wiring.desk import desk
from shared.domain.errors import UnauthenticatedError, WrongStateError
from shared.domain.ids import JobId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, problems, routes, staff
from shared.jobs.desk import Desk

router = routes()


@router.get(
    "/v1/jobs",
    operation_id="listJobs",
    tags=["jobs"],
    summary="List the jobs",
    description="Newest first: the firm's for owner and admins, their own for everybody else. Kept for 90 days.",
    responses=problems(UnauthenticatedError),
)
def list_jobs(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[Desk, Depends(desk)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[JobView]:
    return listing(service.list(caller, limit=limit, cursor=cursor), views.job)


@router.get(
    "/v1/jobs/<job_id>",
    operation_id="readJob",
    tags=["jobs"],
    summary="Read a job",
    description="How far it has come. For whoever started it, the owner and admins.",
    responses=problems(UnauthenticatedError),
)
def read_job(
    job_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[Desk, Depends(desk)]
) -> JobView:
    return views.job(service.get(caller, known(JobId, job_id)))


@router.get(
    "/v1/jobs/<job_id>/report",
    operation_id="readJobReport",
    tags=["jobs"],
    summary="Read a job's report",
    description="What became of each entry so far, in the order they were done, up to 100 a page.",
    responses=problems(UnauthenticatedError),
)
def read_job_report(
    job_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[Desk, Depends(desk)],
    cursor: Cursor = None,
) -> Listing[OutcomeView]:
    return listing(service.report(caller, known(JobId, job_id), cursor=cursor), views.outcome)


@router.post(
    "/v1/jobs/<job_id>/cancel",
    operation_id="cancelJob",
    tags=["jobs"],
    summary="Stop a job",
    description="It ends before its next step; what was done stays done. Asking again changes nothing.",
    responses=problems(UnauthenticatedError, WrongStateError),
)
def cancel_job(
    job_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[Desk, Depends(desk)]
) -> JobView:
    return views.job(service.cancel(caller, known(JobId, job_id)))
