"""Human beings and their e-mails."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route


def list_contacts(house: House) -> Request:
    house.contact()
    return Request("GET", "/v1/contacts", who=house.owner)


def create_contact(house: House) -> Request:
    body = {"name": "Jane Doe", "emails": ["Jane@Doe.example", "jd@doe.example"], "locale": "es"}
    return Request("POST", "/v1/contacts", body, who=house.owner)


def read_contact(house: House) -> Request:
    return Request("GET", f"/v1/contacts/{house.contact()}", who=house.owner)


def update_contact(house: House) -> Request:
    body = {"name": "Jane Doe-Miller", "locale": "es"}
    return Request("PATCH", f"/v1/contacts/{house.contact()}", body, {"if-match": '"1"'}, house.owner)


def delete_contact(house: House) -> Request:
    contact = house.contact()
    house.tie(contact=contact)
    return Request("POST", f"/v1/contacts/{contact}/delete", who=house.owner)


def list_ties_of_contact(house: House) -> Request:
    contact = house.contact()
    house.tie(contact=contact)
    return Request("GET", f"/v1/contacts/{contact}/ties", who=house.owner)


def merge_contact(house: House) -> Request:
    contact = house.contact("Jane Doe", "jane@home.example")
    twin = house.contact()
    house.tie(contact=twin)
    return Request("POST", f"/v1/contacts/{contact}/merge", {"fromId": twin}, {"if-match": '"1"'}, house.owner)


def people(house: House) -> list[str]:
    return [house.contact(f"Jane {number}", f"jane{number}@doe.example") for number in range(FILLED)]


def contacts(house: House) -> Request:
    people(house)
    return Request("GET", "/v1/contacts", who=house.owner)


def ties_of_contact(house: House) -> Request:
    contact = house.contact()
    for number in range(FILLED):
        house.tie(house.account(f"Doe {number}"), contact)
    return Request("GET", f"/v1/contacts/{contact}/ties", who=house.owner)


ROUTES = (
    Route(
        "listContacts",
        "/v1/contacts",
        "staff",
        200,
        list_contacts,
        needs=("manage_contacts",),
        fill=contacts,
        filters=(("q", "doe"), ("q", "d")),
    ),
    Route(
        "createContact",
        "/v1/contacts",
        "staff",
        201,
        create_contact,
        ("contact.created",),
        takes_key=True,
        needs=("manage_contacts",),
        instead={"locale": "de"},
    ),
    Route("readContact", "/v1/contacts/{contact_id}", "staff", 200, read_contact, needs=("manage_contacts",)),
    Route(
        "updateContact",
        "/v1/contacts/{contact_id}",
        "staff",
        200,
        update_contact,
        ("contact.updated",),
        needs=("manage_contacts",),
        instead={"name": "Jane Roe", "locale": "de"},
    ),
    Route(
        "deleteContact",
        "/v1/contacts/{contact_id}/delete",
        "staff",
        200,
        delete_contact,
        ("contact.deleted",),
        takes_key=True,
        needs=("manage_contacts", "view_all_accounts"),
    ),
    Route(
        "listTiesOfContact",
        "/v1/contacts/{contact_id}/ties",
        "staff",
        200,
        list_ties_of_contact,
        needs=("manage_contacts",),
        fill=ties_of_contact,
    ),
    Route(
        "mergeContact",
        "/v1/contacts/{contact_id}/merge",
        "staff",
        200,
        merge_contact,
        ("contact.merged",),
        needs=("manage_contacts", "view_all_accounts"),
        instead={},
        names=True,
        sets_state=True,
    ),
)
