"""/v1/links/revocations: many links ended by one call."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.links.contracts.making import RevokeLinks
from functions.links.contracts.showing import RevocationView
from functions.links.service.revoking import RevokingService
from functions.links.views import links as views
from functions.links.wiring.links import revoking
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    UnauthenticatedError,
)
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/links/revocations",
    operation_id="revokeLinks",
    tags=["links"],
    summary="Revoke many links",
    description=(
        "Asks the right for the kind named, else `manage_documents`. All that went to an e-mail or a domain, that one "
        "member sent, or that was made in a time window; what is said holds of each. A job does it and reports link by "
        "link under /v1/jobs; with `dryRun` it changes nothing. What the caller may not end is passed over; "
        "links of accounts they don't see are neither ended nor counted."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError, MalformedError),
)
def revoke_links(
    body: RevokeLinks,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[RevokingService, Depends(revoking)],
) -> RevocationView:
    return RevocationView(job_id=service.start(caller, key, views.chosen(body), is_dry_run=body.dry_run).id)
