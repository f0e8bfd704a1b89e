import pytest

from shared.capability import keys as links
from shared.directory import keys
from shared.published import keys as published
from shared.table import schema
from shared.table.actions import create, item
from tests.fakes.cloud import Cloud
from tests.fakes.filings import DOCUMENT, FOLDER, LINK
from tests.fakes.happenings import CONTACT, PERSON
from tests.fakes.tenancy import Tenant, settle


@pytest.fixture
def firm(cloud: Cloud) -> Tenant:
    """The firm of the samples with Jane, who may enter its account, a document and a link; another one beside it."""
    tenant = Tenant()
    settle(cloud.table, tenant, Tenant(slug="river-law"))
    jane = {"name": "Jane Doe", "email": "jane@doe.example", "contact": CONTACT, "state": "active"}
    known = {"firm": tenant.id, "id": PERSON, "accounts": {tenant.account: "Doe Ltd."}}
    cloud.table.transact(
        create(item(keys.person(tenant.id, PERSON), schema.PERSON, **jane, **known)),
        create(item(published.document(tenant.id, DOCUMENT), schema.DOCUMENT, account=tenant.account)),
        create(item(published.folder(tenant.id, tenant.account, FOLDER), schema.FOLDER)),
        create(item(published.contact(tenant.id, CONTACT), schema.CONTACT)),
        create(item(links.link(tenant.id, LINK), schema.LINK, account=tenant.account, kind="share")),
    )
    return tenant
