"""Links that are ended together."""

from collections.abc import Iterable, Iterator, Sequence

from functions.links import keys
from functions.links.model.revocations import Chosen, Entry
from functions.links.repository.links import LinkRepository
from shared.capability.model import Link, Recipient
from shared.directory import AccountRecord
from shared.directory import keys as directory
from shared.domain.clock import stamp
from shared.domain.ids import AccountId, ContactId, FirmId
from shared.domain.principals import Member, Right
from shared.table.actions import Item
from shared.table.query import Query

_STRETCH = 100


class RevocationRepository(LinkRepository):
    """Finds many links, and ends each as its parent does."""

    def meant(self, firm: FirmId, chosen: Chosen, by: Member) -> Iterator[Entry]:
        """Yield what is meant: recipients of a person, a domain or a sender, or whole links of a time window.

        What stands in accounts the member does not see is none of it, nor is it counted.
        """
        recipients = _recipients(firm, chosen)
        query, named = (recipients, _part) if recipients else (_within(keys.links(firm), "g2", chosen), _whole)
        sight: dict[AccountId, bool] = {}
        for page in self._pages(query):
            self._look_at(firm, page, by, sight)
            for item in page:
                entry = named(item, chosen)
                if entry is not None and sight.get(item["account"], True):
                    yield entry

    def sent_to(self, firm: FirmId, contact: ContactId, emails: Iterable[str]) -> Iterator[Recipient]:
        """Yield what went to a contact, by whichever of their e-mails."""
        for email in emails:
            for page in self._pages(_sent_to(firm, email)):
                found = map(Recipient.model_validate, page)
                yield from (each for each in found if each.contact == contact)

    def read(
        self, firm: FirmId, entries: Sequence[Entry]
    ) -> tuple[dict[Entry, Recipient], dict[str, Link], dict[AccountId, AccountRecord]]:
        """Read some of them together, with their heads and accounts, in two requests."""
        places = {each: keys.recipient(firm, each.link, each.n) for each in entries if each.n is not None}
        heads = dict.fromkeys(keys.link(firm, each.link) for each in entries)
        found = self._table.batch_get([*places.values(), *heads])
        links = [Link.model_validate(found[each]) for each in heads if each in found]
        of = {each.account: directory.account(firm, each.account) for each in links}
        clients = self._table.batch_get(of.values()) if of else {}
        return (
            {each: Recipient.model_validate(found[place]) for each, place in places.items() if place in found},
            {each.id: each for each in links},
            {each: AccountRecord.model_validate(clients[place]) for each, place in of.items() if place in clients},
        )

    def _look_at(self, firm: FirmId, page: Sequence[Item], by: Member, sight: dict[AccountId, bool]) -> None:
        """Note of the accounts that come up first here whether the member sees them; who sees all is not asked."""
        if by.has(Right.VIEW_ALL_ACCOUNTS):
            return
        new = {AccountId(each["account"]) for each in page} - sight.keys()
        places = {each: directory.account(firm, each) for each in new}
        found = self._table.batch_get(places.values()) if places else {}
        sight |= {
            each: place in found and AccountRecord.model_validate(found[place]).is_visible_to(by)
            for each, place in places.items()
        }

    def _pages(self, query: Query) -> Iterator[Sequence[Item]]:
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, _STRETCH, start)
            yield found.items
            start = found.last
            if start is None:
                return


def _whole(item: Item, chosen: Chosen) -> Entry | None:
    link = Link.model_validate(item)
    return Entry(link.id, None) if chosen.kind in {None, link.kind} else None


def _part(item: Item, chosen: Chosen) -> Entry | None:
    recipient = Recipient.model_validate(item)
    return Entry(recipient.link, recipient.n) if chosen.means(recipient) else None


def _recipients(firm: FirmId, chosen: Chosen) -> Query | None:
    """Ask the narrowest list that holds all who are meant; None where whole links are."""
    if chosen.email is not None:
        return _sent_to(firm, chosen.email)
    if chosen.domain is not None:
        return Query(keys.links_to(firm, f"@{chosen.domain}"), index="g2")
    return _within(keys.links_by(firm, chosen.creator), "g1", chosen) if chosen.creator is not None else None


def _sent_to(firm: FirmId, email: str) -> Query:
    return Query(keys.links_to(firm, email), index="g2", begins=keys.links_to_address(firm, email))


def _within(pk: str, index: str, chosen: Chosen) -> Query:
    since = stamp(chosen.made_from) if chosen.made_from else None
    until = f"{stamp(chosen.made_until)}~" if chosen.made_until else None
    return Query(pk, index=index, since=since, until=until)
