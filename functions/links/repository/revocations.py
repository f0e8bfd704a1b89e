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
from shared.table.actions import Item
from shared.table.query import Query

_STRETCH = 100


class RevocationRepository(LinkRepository):
    """Finds many links, and ends each as its parent does."""

    def meant(self, firm: FirmId, chosen: Chosen) -> Iterator[Entry]:
        """Yield what is meant: recipients of a person, a domain or a sender, or whole links of a time window."""
        if chosen.email is None and chosen.domain is None and chosen.creator is None:
            for item in self._all(_within(keys.links(firm), "g2", chosen)):
                link = Link.model_validate(item)
                if chosen.kind in {None, link.kind}:
                    yield Entry(link.id, None)
            return
        for item in self._all(_recipients(firm, chosen)):
            recipient = Recipient.model_validate(item)
            if chosen.means(recipient):
                yield Entry(recipient.link, recipient.n)

    def sent_to(self, firm: FirmId, contact: ContactId, emails: Iterable[str]) -> Iterator[Recipient]:
        """Yield what went to a contact, by whichever of their e-mails."""
        for email in emails:
            for item in self._all(_recipients(firm, Chosen(email=email))):
                recipient = Recipient.model_validate(item)
                if recipient.contact == contact:
                    yield recipient

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

    def _all(self, query: Query) -> Iterator[Item]:
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, _STRETCH, start)
            yield from found.items
            start = found.last
            if start is None:
                return


def _recipients(firm: FirmId, chosen: Chosen) -> Query:
    """Ask the narrowest list that holds all who are meant."""
    if chosen.email is not None:
        return Query(keys.links_to(firm, chosen.email), index="g2", begins=keys.links_to_address(firm, chosen.email))
    if chosen.domain is not None:
        return Query(keys.links_to(firm, f"@{chosen.domain}"), index="g2")
    assert chosen.creator is not None  # noqa: S101  # one of the three is said
    return _within(keys.links_by(firm, chosen.creator), "g1", chosen)


def _within(pk: str, index: str, chosen: Chosen) -> Query:
    since = stamp(chosen.made_from) if chosen.made_from else None
    until = f"{stamp(chosen.made_until)}~" if chosen.made_until else None
    return Query(pk, index=index, since=since, until=until)
