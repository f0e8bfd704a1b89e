"""What clients refuse of the names their documents were given."""

from functions.documents.model.entities import Uploader
from shared.domain.principals import ActorKind
from tests.fakes.http import claims
from tests.integration.documents.handed_in import put_in
from tests.integration.house import House, Request
from tests.integration.route import Route


def restore_document_name(house: House) -> Request:
    jane = house.active()
    uploader = Uploader(kind=ActorKind.PERSON, id=jane, name="Jane Doe")
    account = next(iter(house.person().accounts))
    document = put_in(
        house,
        account=account,
        uploader=uploader,
        name="2025_W-2.pdf",
        original_name="img_01.pdf",
        recognised_as="W-2",
    )
    path = f"/v1/portal/documents/{document}/name/restore"
    return Request("POST", path, who=claims(house.firm, jane))


_PATH = "/v1/portal/documents/{document_id}/name/restore"

ROUTES = (
    Route(
        "restoreDocumentName",
        _PATH,
        "client",
        200,
        restore_document_name,
        ("document.renamed",),
        is_own=True,
        sets_state=True,
    ),
)
