"""The room's HTTP entry."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints.http import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _links() -> Iterable["Router"]:
    from functions.links.api import links, making, recipients, revocations

    return (links.router, making.router, recipients.router, revocations.router)


def _portal_links() -> Iterable["Router"]:
    from functions.links.portal import links

    return (links.router,)


def _guest_link() -> Iterable["Router"]:
    from functions.links.public import link

    return (link.router,)


app = HttpApp(
    {
        "/v1/links": _links,
        "/v1/portal/links": _portal_links,
        "/v1/guest/link": _guest_link,
    }
)
handler = http_entrypoint(app)
