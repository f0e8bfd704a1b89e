"""/v1/me and /v1/members."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.members import InviteMember, MemberView, MeView
from functions.invite.model.refusals import (
    AlreadyActiveError,
    MemberExistsError,
    ResendLimitError,
    ResendTooSoonError,
)
from functions.invite.service.members import MemberService
from functions.invite.views import members as views
from functions.invite.wiring import members
from shared.domain.errors import KeyReusedError, MalformedError, NotAllowedError, UnauthenticatedError
from shared.domain.ids import MemberId, known
from shared.domain.principals import Caller, Right, Role
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/me",
    operation_id="readMe",
    tags=["members"],
    summary="Who am I",
    description="The calling member, the rights in force, and the firm.",
    responses=problems(UnauthenticatedError),
)
def read_me(caller: Annotated[Caller, Depends(staff)], service: Annotated[MemberService, Depends(members)]) -> MeView:
    return views.me(*service.me(caller))


@router.get(
    "/v1/members",
    operation_id="listMembers",
    tags=["members"],
    summary="List the members",
    description="By name.",
    responses=problems(UnauthenticatedError),
)
def list_members(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MemberService, Depends(members)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[MemberView]:
    return listing(service.list(caller, limit=limit, cursor=cursor), views.member)


@router.post(
    "/v1/members",
    operation_id="inviteMember",
    tags=["members"],
    summary="Invite a member",
    description="For owner and admin; only the owner adds admins. The mail with the link goes out at once.",
    status_code=201,
    responses=problems(UnauthenticatedError, NotAllowedError, MemberExistsError, KeyReusedError, MalformedError),
)
def invite_member(
    body: InviteMember,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[MemberService, Depends(members)],
) -> MemberView:
    member = service.invite(
        caller,
        key,
        name=body.name,
        email=body.email,
        role=Role(body.role),
        rights=frozenset(map(Right, body.rights)),
        locale=body.locale,
    )
    return views.member(member)


@router.post(
    "/v1/members/<member_id>/invitation/resend",
    operation_id="resendMemberInvitation",
    tags=["members"],
    summary="Resend a member's invitation",
    description="A new link with a new date; the old one is dead. At most once in 60 seconds.",
    responses=problems(
        UnauthenticatedError, NotAllowedError, AlreadyActiveError, ResendTooSoonError, ResendLimitError, KeyReusedError
    ),
)
def resend_member_invitation(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[MemberService, Depends(members)],
) -> MemberView:
    return views.member(service.resend(caller, known(MemberId, member_id), key))
