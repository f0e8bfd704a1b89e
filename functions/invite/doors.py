"""The room's HTTP entry for passwords and sessions: the one function that sees a password, or makes a user."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints.http import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _password() -> Iterable["Router"]:
    from functions.invite.api import security

    return (security.router,)


def _portal_password() -> Iterable["Router"]:
    from functions.invite.portal import security

    return (security.router,)


def _public_invitation() -> Iterable["Router"]:
    from functions.invite import public

    return (public.router,)


app = HttpApp(
    {
        "/v1/password": _password,
        "/v1/sessions": _password,
        "/v1/totp": _password,
        "/v1/portal/password": _portal_password,
        "/v1/portal/sessions": _portal_password,
        "/v1/public/invitation": _public_invitation,
        "/v1/public/password-resets": _public_invitation,
        "/v1/public/password-reset": _public_invitation,
        "/v1/public/sessions": _public_invitation,
    }
)
handler = http_entrypoint(app)
