"""The demo firm: founded by the operator's command, filled over HTTP as its people would."""

from local import mail
from local.api import Caller
from local.failure import StageError
from local.mail import Mail
from local.operator import Operator
from local.stage import Addresses, Demo, Firm, SignIn

_FIRM = "Harbour & Vale"
_SLUG = "harbour-vale"
_OWNER = SignIn("Ada Harbour", "ada@harbour-vale.example", "owner of the lighthouse")
_EMPLOYEE = SignIn("Emil Vale", "emil@harbour-vale.example", "keeper of the lighthouse")
_CLIENT = SignIn("Clara Moreno", "clara@moreno.example", "visitor of the lighthouse")
_ACCOUNT = "Moreno Ceramics"


def found_demo(addresses: Addresses) -> Demo:
    """Found the firm, bring its owner, an employee and a client through the door, and say how they sign in.

    Raises:
        StageError: A step is refused, or a mail does not come.
    """
    door = Caller(addresses.web)
    operator = Operator(addresses)
    firm = operator.found_firm(slug=_SLUG, name=_FIRM, owner_name=_OWNER.name, owner_email=_OWNER.email)
    owner = _enter(door, addresses.mailbox, _OWNER)
    employee = owner.post(
        "/v1/members",
        {
            "name": _EMPLOYEE.name,
            "email": _EMPLOYEE.email,
            "role": "employee",
            "rights": ["manage_accounts", "manage_contacts"],
        },
    )
    _enter(door, addresses.mailbox, _EMPLOYEE)
    account = owner.post("/v1/accounts", {"name": _ACCOUNT, "kind": "company", "assigned": [employee["id"]]})
    contact = owner.post("/v1/contacts", {"name": _CLIENT.name, "emails": [_CLIENT.email], "locale": "en"})
    tie = owner.post(
        f"/v1/accounts/{account['id']}/ties",
        {"contactId": contact["id"], "email": _CLIENT.email, "notify": True},
    )
    owner.post(f"/v1/accounts/{account['id']}/ties/{tie['id']}/access", {"invite": True})
    _enter(door, addresses.mailbox, _CLIENT)
    return Demo(Firm(_SLUG, firm["firm"], _FIRM), _OWNER, _EMPLOYEE, _CLIENT, account["id"])


def _enter(door: Caller, mailbox: str, who: SignIn) -> Caller:
    """Follow the button of the invitation mail and set the password."""
    return door.accept(token_in(mail.wait_for(mailbox, who.email)), who.password)


def token_in(invitation: Mail) -> str:
    """Return what the invitation's button carries in its address's fragment, as the page reads it.

    Raises:
        StageError: The mail has no such button.
    """
    button = next((link for link in invitation.links if "/activate/#" in link), None)
    if button is None:
        raise StageError(f"The mail “{invitation.subject}” has no button to activate with.")
    return button.partition("#")[2]
