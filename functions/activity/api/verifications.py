"""/v1/activity/verifications: whether the record is still what was recorded."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.activity.contracts.verifications import VerificationView
from functions.activity.service.verifying import VerificationService
from functions.activity.views import verifications as views
from functions.activity.wiring.desk import verifications
from shared.domain.errors import KeyReusedError, LimitReachedError, NotAllowedError, UnauthenticatedError
from shared.domain.ids import JobId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/activity/verifications",
    operation_id="verifyActivity",
    tags=["activity"],
    summary="Verify the record",
    description=(
        "For owner and admin. A job goes through all entries in order of arrival and names the first that was changed, "
        "removed, added or put in another place; docs/activity.md says what that can prove. It is stopped and listed "
        "like any other job."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError),
)
def verify_activity(
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[VerificationService, Depends(verifications)],
) -> VerificationView:
    return views.verification(service.start(caller, key))


@router.get(
    "/v1/activity/verifications/<verification_id>",
    operation_id="readActivityVerification",
    tags=["activity"],
    summary="Read a verification",
    description="How far it has come, and what it found. For owner and admin.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def read_activity_verification(
    verification_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[VerificationService, Depends(verifications)],
) -> VerificationView:
    return views.verification(service.get(caller, known(JobId, verification_id)))
