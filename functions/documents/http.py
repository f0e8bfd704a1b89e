"""The room's HTTP entry."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _guest_documents() -> Iterable["Router"]:
    from functions.documents.public import documents

    return (documents.router,)


app = HttpApp(
    {
        "/v1/guest/documents": _guest_documents,
    }
)
handler = http_entrypoint(app)
