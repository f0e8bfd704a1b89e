"""What whoever holds a share link calls."""

from tests.integration.house import House, Request
from tests.integration.porch import porch_of
from tests.integration.route import Route

PATH = "/v1/guest/documents"


def list_documents(house: House) -> Request:
    return Request("GET", PATH, headers=porch_of(house).share(name="Jane Doe").through().headers())


def download(house: House) -> Request:
    porch = porch_of(house)
    document = porch.document()
    held = porch.share(document, name="Jane Doe").through()
    return Request("POST", f"{PATH}/{document.id}/download", headers=held.headers())


ROUTES = (
    Route("listGuestDocuments", PATH, "bearer", 200, list_documents, bears=True),
    Route(
        "downloadGuestDocument",
        f"{PATH}/{{document_id}}/download",
        "bearer",
        200,
        download,
        ("link.used", "document.downloaded"),
        sets_state=True,
        bears=True,
    ),
)
