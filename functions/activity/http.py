"""The room's HTTP entry."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints.http import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _activity() -> Iterable["Router"]:
    from functions.activity.api import entries

    return (entries.router,)


def _exports() -> Iterable["Router"]:
    from functions.activity.api import exports

    return (exports.router,)


def _verifications() -> Iterable["Router"]:
    from functions.activity.api import verifications

    return (verifications.router,)


app = HttpApp(
    {
        "/v1/activity/exports": _exports,
        "/v1/activity/verifications": _verifications,
        "/v1/activity": _activity,
    }
)
handler = http_entrypoint(app)
