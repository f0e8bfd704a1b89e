"""What a member is shown of a person: those of their accounts that the member may see."""

from collections.abc import Iterable

from functions.invite.model.entities import Account, Person
from shared.directory import Scene
from shared.domain.errors import NotFoundError


def shown(scene: Scene, person: Person, accounts: Iterable[Account]) -> Person:
    """Give the person with those accounts alone; NotFoundError when there is none, for then nobody is there."""
    visible = {each.id for each in accounts if each.is_visible_to(scene.member)}
    seen = {account: name for account, name in person.accounts.items() if account in visible}
    if not seen:
        raise NotFoundError
    return person.model_copy(update={"accounts": seen})
