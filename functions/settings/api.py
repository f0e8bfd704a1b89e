"""The settings for the team: /v1/settings."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from pydantic.alias_generators import to_camel

from functions.settings.contracts import (
    ChangeSettings,
    ChangeView,
    MemberRef,
    RecognitionView,
    SettingsVersionView,
    SettingsView,
)
from functions.settings.model import PolicyVersion
from functions.settings.service import SettingsService
from functions.settings.wiring import recognition, settings
from shared.directory import Policy
from shared.domain.errors import (
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
)
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, problems, routes, seen_version, staff, versioned
from shared.published.recognition import Recognition

router = routes()


@router.get(
    "/v1/settings",
    operation_id="readSettings",
    tags=["settings"],
    summary="Read the settings",
    description="For every member. The ETag names the version, `0` while nothing was ever set.",
    responses={200: {"description": "The settings in force"}, **problems(UnauthenticatedError)},
)
def read_settings(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SettingsService, Depends(settings)],
    recognised: Annotated[Recognition, Depends(recognition)],
) -> Response[SettingsView]:
    policy = service.read(caller)
    return versioned(_view(policy, recognised), policy.v)


@router.patch(
    "/v1/settings",
    operation_id="changeSettings",
    tags=["settings"],
    summary="Change settings",
    description=(
        "For owner and admin; `If-Match` names the version that was seen. Keys left out stay as they are. Values that "
        "stand already make no version and are not logged. When the answer was lost, the same call may be sent "
        "again: unless somebody changed the settings since, it is answered with the version it made."
    ),
    responses={
        200: {"description": "The settings now in force"},
        **problems(UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, MalformedError),
    },
)
def change_settings(
    body: ChangeSettings,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[SettingsService, Depends(settings)],
    recognised: Annotated[Recognition, Depends(recognition)],
) -> Response[SettingsView]:
    policy = service.change(caller, seen, body.wanted)
    return versioned(_view(policy, recognised), policy.v)


@router.get(
    "/v1/settings/versions",
    operation_id="listSettingsVersions",
    tags=["settings"],
    summary="List the versions of the settings",
    description="For owner and admin; newest first, each with who made it, when, and what it changed.",
    responses={200: {"description": "A page of versions"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_versions(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SettingsService, Depends(settings)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[SettingsVersionView]:
    return listing(service.list_versions(caller, limit=limit, cursor=cursor), _version)


def _view(policy: Policy, recognition: Recognition) -> SettingsView:
    recognised = RecognitionView(
        types=recognition.types, needs_text=recognition.needs_text, papers=tuple(map(str, recognition.forms))
    )
    values = policy.model_dump(include=set(SettingsView.model_fields))
    return SettingsView(**values, automatic_renaming_recognises=recognised)


def _version(of: PolicyVersion) -> SettingsVersionView:
    return SettingsVersionView(
        version=of.v,
        at=of.changed_at,
        by=MemberRef(id=of.changed_by, name=of.changed_by_name),
        changes=[ChangeView(key=to_camel(each.key), before=each.before, after=each.after) for each in of.changes],
    )
