"""/v1/me and /v1/members."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.members import InviteMember, MemberView, MeView, UpdateMember
from functions.invite.model.refusals import (
    AlreadyActiveError,
    MemberExistsError,
    ResendLimitError,
    ResendTooSoonError,
)
from functions.invite.service.members import MemberService
from functions.invite.service.membership import MembershipService
from functions.invite.views import members as views
from functions.invite.wiring.team import members, membership
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import MemberId, known
from shared.domain.principals import Caller, Right, Role
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, seen_version, staff, versioned
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


@router.get(
    "/v1/members/<member_id>",
    operation_id="readMember",
    tags=["members"],
    summary="Read a member",
    description="What they may do, and whether they are in.",
    responses=problems(UnauthenticatedError),
)
def read_member(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MembershipService, Depends(membership)],
) -> Response[MemberView]:
    member = service.get(caller, known(MemberId, member_id))
    return versioned(views.member(member), member.edition)


@router.patch(
    "/v1/members/<member_id>",
    operation_id="updateMember",
    tags=["members"],
    summary="Change a member",
    description=(
        "For owner and admin; everybody may change their own name and language. Only the owner changes roles and "
        "anything of an admin; nobody changes their own role or rights. `If-Match` names the version that was seen."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, MalformedError),
)
def update_member(
    member_id: str,
    body: UpdateMember,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[MembershipService, Depends(membership)],
) -> Response[MemberView]:
    member = service.edit(
        caller,
        known(MemberId, member_id),
        seen=seen,
        name=body.name,
        locale=body.locale,
        role=None if body.role is None else Role(body.role),
        rights=None if body.rights is None else frozenset(map(Right, body.rights)),
    )
    return versioned(views.member(member), member.edition)


@router.post(
    "/v1/members/<member_id>/deactivate",
    operation_id="deactivateMember",
    tags=["members"],
    summary="Deactivate a member",
    description=(
        "For owner and admin, an admin by the owner alone; neither the owner nor oneself. They are refused at their "
        "next call, and an invitation that is out is dead. Repeating it changes nothing; no version is asked."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def deactivate_member(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MembershipService, Depends(membership)],
) -> Response[MemberView]:
    member = service.deactivate(caller, known(MemberId, member_id))
    return versioned(views.member(member), member.edition)


@router.post(
    "/v1/members/<member_id>/restore",
    operation_id="restoreMember",
    tags=["members"],
    summary="Restore a member",
    description=(
        "By whom they could be deactivated. Who was in signs in anew; who never came in is invited, with a link to be "
        "sent anew. Repeating it changes nothing; no version is asked."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def restore_member(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MembershipService, Depends(membership)],
) -> Response[MemberView]:
    member = service.restore(caller, known(MemberId, member_id))
    return versioned(views.member(member), member.edition)


@router.post(
    "/v1/members/<member_id>/invitation/cancel",
    operation_id="cancelMemberInvitation",
    tags=["members"],
    summary="Cancel a member's invitation",
    description="The link is dead, and its holder is told so; another may be sent. Repeating it changes nothing.",
    responses=problems(UnauthenticatedError, NotAllowedError, AlreadyActiveError),
)
def cancel_member_invitation(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MembershipService, Depends(membership)],
) -> Response[MemberView]:
    member = service.cancel_invitation(caller, known(MemberId, member_id))
    return versioned(views.member(member), member.edition)


@router.post(
    "/v1/members/<member_id>/invitation/resend",
    operation_id="resendMemberInvitation",
    tags=["members"],
    summary="Resend a member's invitation",
    description="A new link with a new date; the old one is dead. At most once in 60 seconds.",
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        AlreadyActiveError,
        WrongStateError,
        ResendTooSoonError,
        ResendLimitError,
        KeyReusedError,
    ),
)
def resend_member_invitation(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[MemberService, Depends(members)],
) -> MemberView:
    return views.member(service.resend(caller, known(MemberId, member_id), key))
