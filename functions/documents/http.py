"""The room's HTTP entry."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints.http import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _folders() -> Iterable["Router"]:
    from functions.documents.api import folders

    return (folders.router,)


def _documents() -> Iterable["Router"]:
    from functions.documents.api import documents

    return (documents.router,)


def _portal_folders() -> Iterable["Router"]:
    from functions.documents.portal import folders

    return (folders.router,)


def _portal_documents() -> Iterable["Router"]:
    from functions.documents.portal import documents

    return (documents.router,)


def _guest_documents() -> Iterable["Router"]:
    from functions.documents.public import documents

    return (documents.router,)


def _uploads() -> Iterable["Router"]:
    from functions.documents.api import uploads

    return (uploads.router,)


def _portal_uploads() -> Iterable["Router"]:
    from functions.documents.portal import uploads

    return (uploads.router,)


def _guest_uploads() -> Iterable["Router"]:
    from functions.documents.public import uploads

    return (uploads.router,)


def _zips() -> Iterable["Router"]:
    from functions.documents.api import zips

    return (zips.router,)


def _portal_zips() -> Iterable["Router"]:
    from functions.documents.portal import zips

    return (zips.router,)


def _guest_zips() -> Iterable["Router"]:
    from functions.documents.public import zips

    return (zips.router,)


app = HttpApp(
    {
        "/v1/folders": _folders,
        "/v1/documents": _documents,
        "/v1/portal/folders": _portal_folders,
        "/v1/portal/documents": _portal_documents,
        "/v1/guest/documents": _guest_documents,
        "/v1/uploads": _uploads,
        "/v1/portal/uploads": _portal_uploads,
        "/v1/guest/uploads": _guest_uploads,
        "/v1/zips": _zips,
        "/v1/portal/zips": _portal_zips,
        "/v1/guest/zips": _guest_zips,
    }
)
handler = http_entrypoint(app)
