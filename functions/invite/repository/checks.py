"""What a transaction demands of items it does not write."""

from collections.abc import Iterable

from functions.invite import keys
from functions.invite.model.entities import Account, Tie
from shared.directory import AccountSort, AccountStatus, MemberState
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import AccountId, FirmId, MemberId, bare
from shared.domain.principals import Role
from shared.table.actions import Action, Item, check
from shared.table.keys import Key


def account_active(firm: FirmId, account: AccountId) -> Action:
    return _in_state(keys.account(firm, account), "status", AccountStatus.ACTIVE.value, "The account is not active.")


def account_takes_people(firm: FirmId, account: AccountId) -> Action:
    """Demand an active account that is not the one for guests."""

    def failed(standing: Item | None) -> Exception:
        if standing is None:
            return NotFoundError()
        is_active = standing["status"] == AccountStatus.ACTIVE.value
        return WrongStateError("The account for guests has no people." if is_active else "The account is not active.")

    return check(
        keys.account(firm, account),
        when="#status = :wanted AND NOT #sort = :guest",
        values={":wanted": AccountStatus.ACTIVE.value, ":guest": AccountSort.GUEST.value},
        failed=failed,
    )


def member_active(firm: FirmId, member: MemberId) -> Action:
    return _in_state(keys.member(firm, member), "state", MemberState.ACTIVE.value, "The member is not active.")


def member_no_owner(firm: FirmId, member: MemberId) -> Action:
    """Demand that the firm did not go over to the member meanwhile."""
    owner = {":owner": Role.OWNER.value}
    return check(keys.member(firm, member), when="NOT #role = :owner", values=owner, failed=StaleVersionError)


def account_as_seen(account: Account, assigned: Iterable[MemberId] = ()) -> Action:
    """Let nobody in under a name the account has lost meanwhile: the renaming would not find them.

    Those given as assigned must be so still.
    """
    still = dict(enumerate(assigned))
    return check(
        keys.account(account.firm, account.id),
        when=" AND ".join(
            ["#status = :status", "#v = :seen", *(f"contains(#assigned, :member_{place})" for place in still)]
        ),
        values={
            ":status": account.status.value,
            ":seen": account.v,
            **{f":member_{place}": member for place, member in still.items()},
        },
        failed=StaleVersionError,
    )


def email_held(tie: Tie) -> Action:
    """Demand that the tie's e-mail is its contact's still; NotFoundError when it was taken away meanwhile."""
    return check(keys.email(tie.firm, bare(tie.id)), when="#contact = :contact", values={":contact": tie.contact})


def _in_state(key: Key, attribute: str, state: str, else_say: str) -> Action:
    def failed(standing: Item | None) -> Exception:
        return NotFoundError() if standing is None else WrongStateError(else_say)

    return check(key, when=f"#{attribute} = :wanted", values={":wanted": state}, failed=failed)
