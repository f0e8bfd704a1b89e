"""What guards a door of one's own: passwords, sessions, second factors."""

from typing import Any

from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.fakes.totp import code_of
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, OTHER_PASSWORD, OWNER_EMAIL, House, Request
from tests.integration.route import Route


def session(house: House, email: str = OWNER_EMAIL) -> Any:
    """Sign a member in."""
    body = {"audience": "team", "firm": house.slug, "email": email, "password": PASSWORD}
    return house.made("/v1/public/sessions", body)["session"]


def with_token(house: House) -> dict[str, str]:
    return {"authorization": f"Bearer {session(house)['accessToken']}"}


def with_totp(house: House) -> str:
    """Let the owner have a second factor; the code of the moment."""
    request = confirm_totp(house)
    assert house.send(request).status == 200
    return str(request.body["code"])


def change_password(house: House) -> Request:
    body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    return Request("POST", "/v1/password", body, who=house.owner)


def change_portal_password(house: House) -> Request:
    body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    return Request("POST", "/v1/portal/password", body, who=claims(house.firm, house.active()))


def end_sessions(house: House) -> Request:
    return Request("POST", "/v1/sessions/end", who=house.owner)


def end_portal_sessions(house: House) -> Request:
    return Request("POST", "/v1/portal/sessions/end", who=claims(house.firm, house.active()))


def begin_totp(house: House) -> Request:
    return Request("POST", "/v1/totp", headers=with_token(house), who=house.owner)


def confirm_totp(house: House) -> Request:
    headers = with_token(house)
    secret = house.call("POST", "/v1/totp", headers=headers).json["secret"]
    return Request("POST", "/v1/totp/confirm", {"code": code_of(secret, house.cloud.clock.now)}, headers, house.owner)


def remove_totp(house: House) -> Request:
    body = {"currentPassword": PASSWORD, "code": with_totp(house)}
    return Request("POST", "/v1/totp/remove", body, who=house.owner)


def remove_member_totp(house: House) -> Request:
    colleague = house.credential(MemberId(house.colleague()))
    house.store(colleague.model_copy(update={"totp": True}))
    return Request("POST", f"/v1/members/{colleague.id}/totp/remove", who=house.owner)


def answer_challenge(house: House) -> Request:
    code = with_totp(house)
    body = {"audience": "team", "firm": house.slug, "email": OWNER_EMAIL, "password": PASSWORD}
    challenge = house.made("/v1/public/sessions", body)["challenge"]["challenge"]
    return Request("POST", "/v1/public/sessions/totp", {"challenge": challenge, "code": code})


def going_on(house: House) -> dict[str, str]:
    return {"audience": "team", "firm": house.slug, "refreshToken": session(house)["refreshToken"]}


def refresh_session(house: House) -> Request:
    return Request("POST", "/v1/public/sessions/refresh", going_on(house))


def revoke_session(house: House) -> Request:
    return Request("POST", "/v1/public/sessions/revoke", going_on(house))


def ask_password_reset(house: House) -> Request:
    house.active()
    body = {"audience": "client", "firm": house.slug, "email": CLIENT_EMAIL}
    return Request("POST", "/v1/public/password-resets", body)


def reset_token(house: House) -> dict[str, str]:
    """Ask for a link and take its token."""
    assert house.send(ask_password_reset(house)).status == 202
    return {"portico-token": house.reset_token(house.person().id)}


def read_password_reset(house: House) -> Request:
    return Request("GET", "/v1/public/password-reset", headers=reset_token(house))


def confirm_password_reset(house: House) -> Request:
    body = {"password": OTHER_PASSWORD}
    return Request("POST", "/v1/public/password-reset/confirm", body, reset_token(house))


ROUTES = (
    Route(
        "changePassword",
        "/v1/password",
        "staff",
        200,
        change_password,
        ("password.changed",),
        takes_key=True,
        announcing=2,
        is_own=True,
        instead={"newPassword": "Three-slow-storks-3"},
        bears=True,
    ),
    Route(
        "endSessions", "/v1/sessions/end", "staff", 200, end_sessions, ("sessions.ended",), takes_key=True, is_own=True
    ),
    Route("beginTotp", "/v1/totp", "staff", 201, begin_totp, leaves_nothing=True, is_own=True, bears=True),
    Route(
        "confirmTotp",
        "/v1/totp/confirm",
        "staff",
        200,
        confirm_totp,
        ("member.totp_enabled",),
        takes_key=True,
        announcing=2,
        is_own=True,
        instead={"code": "654321"},
        bears=True,
    ),
    Route(
        "removeTotp",
        "/v1/totp/remove",
        "staff",
        200,
        remove_totp,
        ("member.totp_removed",),
        takes_key=True,
        announcing=2,
        is_own=True,
        instead={"code": "654321"},
        bears=True,
    ),
    Route(
        "removeMemberTotp",
        "/v1/members/{member_id}/totp/remove",
        "staff",
        200,
        remove_member_totp,
        ("member.totp_removed",),
        takes_key=True,
    ),
    Route(
        "changePortalPassword",
        "/v1/portal/password",
        "client",
        200,
        change_portal_password,
        ("password.changed",),
        takes_key=True,
        announcing=2,
        instead={"newPassword": "Three-slow-storks-3"},
        bears=True,
    ),
    Route(
        "endPortalSessions",
        "/v1/portal/sessions/end",
        "client",
        200,
        end_portal_sessions,
        ("sessions.ended",),
        takes_key=True,
    ),
    Route(
        "answerChallenge",
        "/v1/public/sessions/totp",
        "anybody",
        201,
        answer_challenge,
        ("member.logged_in",),
        announcing=2,
        is_repeatable=False,
        bears=True,
    ),
    Route(
        "refreshSession",
        "/v1/public/sessions/refresh",
        "anybody",
        201,
        refresh_session,
        leaves_nothing=True,
        bears=True,
    ),
    Route(
        "revokeSession", "/v1/public/sessions/revoke", "anybody", 200, revoke_session, leaves_nothing=True, bears=True
    ),
    Route(
        "askPasswordReset",
        "/v1/public/password-resets",
        "anybody",
        202,
        ask_password_reset,
        ("password.reset_requested",),
        announcing=2,
        is_repeatable=False,
    ),
    Route("readPasswordReset", "/v1/public/password-reset", "bearer", 200, read_password_reset, bears=True),
    Route(
        "confirmPasswordReset",
        "/v1/public/password-reset/confirm",
        "bearer",
        200,
        confirm_password_reset,
        ("password.reset",),
        takes_key=True,
        announcing=3,
        instead={"password": PASSWORD},
        bears=True,
    ),
)
