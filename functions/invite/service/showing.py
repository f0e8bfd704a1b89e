"""What a member is shown of a person, and may do to a contact: as far as they see the accounts."""

from collections.abc import Iterable

from functions.invite import keys
from functions.invite.model.entities import Account, Person, Tie
from shared.directory import AccountRecord, Scene
from shared.domain.errors import NotAllowedError, NotFoundError
from shared.domain.principals import Right


def shown(scene: Scene, person: Person, accounts: Iterable[Account]) -> Person:
    """Give the person with those accounts alone; NotFoundError when there is none, for then nobody is there."""
    visible = {each.id for each in accounts if each.is_visible_to(scene.member)}
    seen = {account: name for account, name in person.accounts.items() if account in visible}
    if not seen:
        raise NotFoundError
    return person.model_copy(update={"accounts": seen})


def demand_sight(scene: Scene, ties: Iterable[Tie], *, are_all: bool) -> None:
    """Demand access to the accounts of these ties, which the gate has read along, deleted ones as well.

    Where these are not all there are, only who sees every account sees the others. NotAllowedError names none.
    """
    if scene.member.has(Right.VIEW_ALL_ACCOUNTS):
        return
    found = (scene.items.get(keys.account(scene.firm, each.account)) for each in ties)
    accounts = (AccountRecord.model_validate(each) for each in found if each)
    if not are_all or not all(each.is_open_to(scene.member) for each in accounts):
        raise NotAllowedError("This contact has accounts you have no access to.")
