"""/v1/links: the links that are out, and what becomes of each of them as a whole."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.links.contracts.making import ExtendLink
from functions.links.contracts.showing import LinkHistoryView, LinkRowView, LinkView, PlannedLinkView
from functions.links.service.acts import ActService
from functions.links.service.reading import ReadingService, Wanted
from functions.links.views import links as views
from functions.links.wiring.links import acts, reading
from shared.capability.model import LinkKind, LinkState
from shared.domain.clock import Clock
from shared.domain.errors import (
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import AccountId, LinkId, MemberId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, problems, routes, seen_version, staff, versioned
from shared.wiring.ground import clock

router = routes()

type Days = Annotated[int, Query(ge=1, le=366, description="how many days ahead")]


@router.get(
    "/v1/links",
    operation_id="listLinks",
    tags=["links"],
    summary="List links",
    description=(
        "Those of one account or of the firm, newest first, as far as the caller sees their accounts. A page holds as "
        "many as can be read whole at once, so it may be short while `nextCursor` leads on."
    ),
    responses=problems(UnauthenticatedError),
)
def list_links(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ReadingService, Depends(reading)],
    now: Annotated[Clock, Depends(clock)],
    account: Annotated[str | None, Query(description="the account by its id")] = None,
    kind: Annotated[LinkKind | None, Query(description="what they are for")] = None,
    creator: Annotated[str | None, Query(description="the member who answers for them, by id")] = None,
    state: Annotated[LinkState | None, Query(description="the state of one recipient at least")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[LinkRowView]:
    wanted = Wanted(kind, known(MemberId, creator) if creator is not None else None, state)
    of = known(AccountId, account) if account is not None else None
    page = service.list(caller, of, wanted, limit=limit, cursor=cursor)
    at = now()
    return listing(page, lambda each: views.row(each, at))


@router.get(
    "/v1/links/expiring",
    operation_id="listExpiringLinks",
    tags=["links"],
    summary="List what runs out next",
    description=(
        "The links that run out, or are warned of a day before, within so many days, the soonest first. Other things "
        "are planned too and are left out here, so a page may be short."
    ),
    responses=problems(UnauthenticatedError),
)
def list_expiring_links(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ReadingService, Depends(reading)],
    days: Days = 30,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[PlannedLinkView]:
    return listing(service.expiring(caller, days=days, limit=limit, cursor=cursor), views.planned)


@router.get(
    "/v1/links/<link_id>",
    operation_id="readLink",
    tags=["links"],
    summary="Read a link",
    description="What it opens, for whom, in which state, and the newest 100 openings and uses.",
    responses=problems(UnauthenticatedError),
)
def read_link(
    link_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ReadingService, Depends(reading)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkHistoryView]:
    overview, done = service.get(caller, known(LinkId, link_id))
    return versioned(views.history(overview, done, now()), overview.link.v)


@router.post(
    "/v1/links/<link_id>/extend",
    operation_id="extendLink",
    tags=["links"],
    summary="Extend a link",
    description=(
        "Gives every recipient whose link is neither revoked nor done with the same expiry, sooner or later. Asks the "
        "right for what the link opens; `If-Match` names the version that was seen."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        WrongStateError,
        StaleVersionError,
        VersionRequiredError,
        MalformedError,
    ),
)
def extend_link(
    link_id: str,
    body: ExtendLink,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkView]:
    link = service.extend_all(caller, known(LinkId, link_id), seen=seen, until=body.expires_at)
    return versioned(views.link(link, now()), link.link.v)


@router.post(
    "/v1/links/<link_id>/revoke",
    operation_id="revokeLink",
    tags=["links"],
    summary="Revoke a link",
    description="Ends it for all its recipients, for good. Done again, it changes nothing.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def revoke_link(
    link_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkView:
    return views.link(service.revoke_whole(caller, known(LinkId, link_id)), now())


@router.post(
    "/v1/links/<link_id>/take-over",
    operation_id="takeOverLink",
    tags=["links"],
    summary="Take a link over",
    description=(
        "Of what was shared by somebody who may no longer: the caller answers for it from now on, and it goes on. "
        "Refused while its sender may share it."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError),
)
def take_over_link(
    link_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkView:
    return views.link(service.take_over(caller, known(LinkId, link_id)), now())
