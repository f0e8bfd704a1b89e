"""What a client sees of themselves."""

from functions.invite import keys
from functions.invite.model.entities import Firm, Person
from functions.invite.service.reading import Accounts
from shared.directory import AccountStatus, Directory
from shared.domain.ids import PersonId
from shared.domain.principals import Caller


class PortalService:
    """The portal of one client."""

    def __init__(self, accounts: Accounts, directory: Directory) -> None:
        self._accounts = accounts
        self._directory = directory

    def me(self, caller: Caller) -> tuple[Person, Firm]:
        """Give the calling client, with the accounts they may enter, and the firm whose portal it is.

        An account that is archived or deleted is none of these, though their login is still ticked there.
        """
        mine, tenant = keys.person(caller.identity.firm, PersonId(caller.identity.id)), keys.firm(caller.identity.firm)
        items = self._directory.gate(caller.identity, also=[tenant]).items
        person = Person.model_validate(items[mine])
        found = self._accounts.get_all(person.firm, person.accounts) if person.accounts else {}
        open_ones = {each.id: each.name for each in found.values() if each.status is AccountStatus.ACTIVE}
        return person.model_copy(update={"accounts": open_ones}), Firm.model_validate(items[tenant])
