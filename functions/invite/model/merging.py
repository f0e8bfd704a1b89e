"""What becomes of ties and people when one account, or contact, goes into another: pure."""

from dataclasses import dataclass

from functions.invite.model.entities import Account, Contact, Person, Tie, recounted


@dataclass(frozen=True)
class Place:
    """A tie of the account that goes, the same e-mail's tie in the one that stays, and who enters by it."""

    tie: Tie
    twin: Tie | None
    person: Person | None

    @property
    def moves_person(self) -> bool:
        return self.person is not None and self.tie.account in self.person.accounts

    def joined(self, account: Account) -> Tie:
        """Give the one tie that is left: of two, that of the account that stays, with login if either had it.

        What a client asked for the other account is declined, so it is not asked for this one.
        """
        if self.twin is None:
            return self.tie.model_copy(update={"account": account.id, "requested_at": None, "v": self.tie.v + 1})
        login = self.twin.login or self.tie.login
        return self.twin.model_copy(
            update={
                "login": login,
                "signatory": self.twin.signatory or self.tie.signatory,
                "requested_at": None if login else self.twin.requested_at,
                "v": self.twin.v + 1,
            }
        )

    def entering(self, account: Account) -> Person | None:
        """Give the person who enters the one account where they entered the other; None when nobody does."""
        if self.person is None or not self.moves_person:
            return None
        gone = self.tie.account
        left: dict[str, object] = {
            "accounts": {each: name for each, name in self.person.accounts.items() if each != gone},
            "closed": self.person.closed - {gone},
            "asked_in": account.id if self.person.asked_in == gone else self.person.asked_in,
        }
        return self.person.model_copy(update=left).with_account(account)

    def let_in(self, account: Account) -> Person | None:
        """Give the person who enters the one account from now on and did not before; None when there is nobody."""
        is_in = self.person is not None and account.id in self.person.accounts
        return None if is_in else self.entering(account)


def recounted_with(account: Account, places: tuple[Place, ...]) -> Account:
    """Give the account with its counters moved by who enters it from now on."""
    for place in places:
        after = place.entering(account)
        if after is not None:
            account = recounted(account, place.person, after)
    return account


def joined_contact(tie: Tie, contact: Contact) -> Tie:
    """Give a tie to the contact who holds its e-mail from now on."""
    return tie.model_copy(update={"contact": contact.id, "contact_name": contact.name, "v": tie.v + 1})
