"""An e-mail takes the place of another: what becomes of the credentials and of the ties that stand on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from functions.invite.model.entities import MAX_ACCOUNTS_OF_PERSON, Account, Contact, Person, Tie
from shared.directory import PersonState
from shared.domain.errors import LimitReachedError
from shared.domain.ids import AccountId, TieId, email_digest


@dataclass(frozen=True)
class PersonWrite:
    """A credential before and after; None before is one that is new."""

    before: Person | None
    after: Person


@dataclass(frozen=True)
class TieMove:
    """What becomes of ties: some go, some come, and some that stand get their login ticked."""

    gone: tuple[Tie, ...] = ()
    come: tuple[Tie, ...] = ()
    ticked: tuple[Tie, ...] = ()

    @classmethod
    def of(
        cls, ties: Iterable[Tie], standing: Mapping[AccountId, Tie], email: str, now: datetime, *, keeps_old: bool
    ) -> Self:
        """Let ties go over to another e-mail, or stand there as well; `standing` are those it has already.

        Kept beside the old address, only ties with login are taken along: the others open nothing.
        """
        taken = [each for each in ties if each.login or not keeps_old]
        return cls(
            gone=() if keeps_old else tuple(taken),
            come=tuple(_at(each, email, now) for each in taken if each.account not in standing),
            ticked=tuple(
                standing[each.account]
                for each in taken
                if each.login and each.account in standing and not standing[each.account].login
            ),
        )

    @property
    def size(self) -> int:
        return len(self.gone) + len(self.come) + len(self.ticked)


def has_come_in(person: Person | None) -> bool:
    """Tell whether somebody uses this credential, so that it must go on working."""
    return person is not None and person.state is PersonState.ACTIVE and bool(person.accounts)


def successor(contact: Contact, standing: Person | None, email: str, now: datetime) -> Person:
    """Give the credential of an e-mail as this contact begins with it; one that was another's begins anew.

    What opens accounts was nobody else's: the contact it names is being merged into this one.
    """
    if standing is not None and standing.contact == contact.id:
        return standing
    if standing is not None:
        return standing.held_by(contact) if standing.accounts else standing.passed_to(contact, now)
    return Person.model_validate(
        {
            "firm": contact.firm,
            "id": f"per_{email_digest(contact.firm, email)}",
            "name": contact.name,
            "email": email,
            "contact": contact.id,
            "locale": contact.locale,
            "state": PersonState.GRANTED,
        }
    )


def endowed(person: Person, accounts: Iterable[Account]) -> Person:
    """Let a person into accounts; LimitReachedError beyond what one may enter."""
    for each in accounts:
        person = person.with_account(each)
    if len(person.accounts) > MAX_ACCOUNTS_OF_PERSON:
        raise LimitReachedError(f"A person may enter at most {MAX_ACCOUNTS_OF_PERSON} accounts.")
    return person


def _at(tie: Tie, email: str, now: datetime) -> Tie:
    """Make the tie that stands for this one at another address."""
    changed = {
        "id": TieId(f"tie_{email_digest(tie.firm, email)}"),
        "email": email,
        "created_at": now,
        "requested_at": None,
        "v": 1,
    }
    return tie.model_copy(update=changed)
