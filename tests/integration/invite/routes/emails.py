"""The e-mails of a contact."""

from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.route import Route


def add_email(house: House) -> Request:
    return Request("POST", f"/v1/contacts/{house.contact()}/emails", {"email": "JD@doe.example"}, who=house.owner)


def change_email(house: House) -> Request:
    house.invited()
    contact = house.person().contact
    body = {"from": CLIENT_EMAIL, "to": "jane@new.example"}
    return Request("POST", f"/v1/contacts/{contact}/emails/change", body, who=house.owner)


def remove_email(house: House) -> Request:
    contact = house.contact()
    house.made(f"/v1/contacts/{contact}/emails", {"email": "jd@doe.example"})
    return Request("POST", f"/v1/contacts/{contact}/emails/remove", {"email": "jd@doe.example"}, who=house.owner)


ROUTES = (
    Route(
        "addEmail",
        "/v1/contacts/{contact_id}/emails",
        "staff",
        201,
        add_email,
        ("contact.email_added",),
        takes_key=True,
        needs=("manage_contacts",),
        instead={"email": "other@doe.example"},
    ),
    Route(
        "changeEmail",
        "/v1/contacts/{contact_id}/emails/change",
        "staff",
        200,
        change_email,
        ("contact.email_changed", "invitation.superseded", "portal_access.granted", "invitation.sent"),
        takes_key=True,
        needs=("manage_contacts", "manage_accounts", "view_all_accounts"),
        instead={"to": "other@doe.example"},
    ),
    Route(
        "removeEmail",
        "/v1/contacts/{contact_id}/emails/remove",
        "staff",
        200,
        remove_email,
        ("contact.email_removed",),
        takes_key=True,
        needs=("manage_contacts",),
        instead={"email": "jane@doe.example"},
    ),
)
