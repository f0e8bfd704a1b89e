"""Contacts and the e-mails they hold."""

from collections.abc import Sequence

from functions.invite import keys
from functions.invite.model.entities import Contact, Tie
from functions.invite.model.refusals import EmailInUseError
from functions.invite.repository import items
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import ContactId, FirmId, email_digest, person_id
from shared.table import schema
from shared.table.actions import Action, Item, check, clear, create, delete, item, replace, settle, update
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class ContactRepository:
    """Writes CONTACT and EMAIL, and the ties of a contact."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None:
        """Write a new contact holding its e-mails; EmailInUseError names who holds one already."""
        actions = [*additions(contact), outbox(announcement)]
        if once:
            actions.append(remember(contact.firm, once, announcement.at, contact.id))
        self._table.transact(*actions)

    def get(self, firm: FirmId, contact: ContactId) -> Contact:
        standing = self._table.get(keys.contact(firm, contact))
        if standing is None or standing.get("merged_into"):
            raise NotFoundError
        return Contact.model_validate(standing)

    def edit(self, before: Contact, after: Contact, announcement: Announcement) -> None:
        """Write a new name and language over the version that was seen; whoever holds an e-mail is named anew too."""
        actions = [replace(items.contact(after), seen=before.v), *respell(before, after), outbox(announcement)]
        if before.name != after.name:
            actions += [hand_over(before, after, each) for each in after.emails]
        self._table.transact(*actions)

    def remove(self, contact: Contact, ties: Sequence[Tie], announcement: Announcement, once: Once | None) -> None:
        """Take a contact away with these ties; WrongStateError while one of their e-mails may enter an account."""
        actions: list[Action] = [
            delete(
                keys.contact(contact.firm, contact.id),
                when="#v = :seen",
                values={":seen": contact.v},
                failed=StaleVersionError,
            ),
            *respell(contact, None),
            *(let_go(contact, each) for each in contact.emails),
            *(_enters_nothing(contact, each) for each in contact.emails),
            *map(drop, ties),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(contact.firm, once, announcement.at, contact.id))
        self._table.transact(*actions)

    def list_ties(self, firm: FirmId, contact: ContactId, *, limit: int, cursor: str | None) -> Page[Tie]:
        """List the ties of a contact by account."""
        query = Query(keys.accounts_of_contact(firm, contact), index="g1")
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Tie.model_validate, page.items)), page.next)

    def write_tie(self, before: Tie, after: Tie) -> None:
        """Write a tie over the version that was seen: its contact, or their name, has changed."""
        self._table.transact(rewrite_tie(before, after))

    def drop_ties(self, ties: Sequence[Tie]) -> None:
        """Take up to 100 ties away whose login is off; WrongStateError when one is on."""
        self._table.transact(*map(drop, ties))

    def list(self, firm: FirmId, *, limit: int, cursor: str | None, narrowed: str = "") -> Page[Contact]:
        query = Query(keys.contacts(firm), index="g1", narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Contact.model_validate, page.items)), page.next)

    def search(
        self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None, narrowed: str = ""
    ) -> Page[tuple[str, ContactId]]:
        """List the words of names that begin so, each with the contact whose name it is of."""
        query = Query(keys.words(firm, keys.CONTACT_NAMES, beginning), begins=beginning, narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple((each["word"], ContactId(each["of"])) for each in page.items), page.next)


def additions(contact: Contact) -> list[Action]:
    """Say what a new contact is made of."""
    held = (hold(contact, each) for each in contact.emails)
    return [create(items.contact(contact)), *map(settle, items.words(contact)), *held]


def respell(before: Contact | None, after: Contact | None) -> list[Action]:
    """Let a contact be found by the words of their name of now, and by no others."""
    old = items.words(before) if before else []
    new = items.words(after) if after else []
    gone = [Key(each["pk"], each["sk"]) for each in old if each not in new]
    return [
        *(settle(each) for each in new if each not in old),
        *(clear(each, schema.NAME_WORD) for each in gone),
    ]


def rewrite_tie(before: Tie, after: Tie) -> Action:
    """Write a tie over the version and login that were seen."""
    return Action(
        "Put",
        keys.tie(before.firm, before.account, before.id),
        "#v = :seen AND #login = :login",
        StaleVersionError,
        item=items.tie(after),
        values={":seen": before.v, ":login": before.login},
    )


def new_tie(tie: Tie) -> Action:
    """Write a tie where there was none; StaleVersionError when one came to be meanwhile."""
    return create(items.tie(tie), taken=StaleVersionError)


def drop(tie: Tie) -> Action:
    """Take a tie away whose login is off; gone already is gone."""

    def failed(_: Item | None) -> Exception:
        return WrongStateError("Login is on. Revoke it first.")

    return delete(
        keys.tie(tie.firm, tie.account, tie.id),
        when="attribute_not_exists(#pk) OR #login = :off",
        values={":off": False},
        failed=failed,
    )


def hand_over(before: Contact, after: Contact, email: str) -> Action:
    """Let an e-mail of one contact be held by another, or by the same under another name."""
    return update(
        keys.email(before.firm, email_digest(before.firm, email)),
        "SET #contact = :contact, #contact_name = :name",
        when="#contact = :seen",
        values={":contact": after.id, ":name": after.name, ":seen": before.id},
        failed=StaleVersionError,
    )


def let_go(contact: Contact, email: str) -> Action:
    """Let an e-mail be nobody's; StaleVersionError when it is another's by now."""
    return delete(
        keys.email(contact.firm, email_digest(contact.firm, email)),
        when="#contact = :contact",
        values={":contact": contact.id},
        failed=StaleVersionError,
    )


def _enters_nothing(contact: Contact, email: str) -> Action:
    """Demand that the credential of an e-mail, if there is one, may enter no account."""

    def failed(_: Item | None) -> Exception:
        return WrongStateError("Login is on. Revoke it first.")

    return check(
        keys.person(contact.firm, person_id(contact.firm, email)),
        when="attribute_not_exists(#pk) OR #accounts = :none",
        values={":none": {}},
        failed=failed,
    )


def hold(contact: Contact, email: str) -> Action:
    """Let an e-mail be this contact's; EmailInUseError names who holds it."""

    def failed(standing: Item | None) -> Exception:
        holder = standing["contact_name"] if standing else "another contact"
        return EmailInUseError(f"{email} belongs to {holder}.")

    key = keys.email(contact.firm, email_digest(contact.firm, email))
    held = item(key, schema.EMAIL, email=email, contact=contact.id, contact_name=contact.name)
    return create(held, taken=failed)
