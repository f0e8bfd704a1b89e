"""Two of a kind become one."""

from pydantic import StrictBool

from functions.invite.contracts.accounts import AccountView
from functions.invite.contracts.contacts import ContactView
from functions.invite.contracts.words import Identifier
from shared.http import Contract, View


class Merge(Contract):
    """What goes into the one that is named in the path; with `dryRun` it is only told what would move."""

    from_id: Identifier
    dry_run: StrictBool = False


class AccountMergeView(View):
    """The account that stays, and what went into it: `commonTies` were in both. `more` says there is more to move."""

    account: AccountView
    dry_run: bool
    ties: int
    common_ties: int
    logins: int
    members: int
    more: bool


class ContactMergeView(View):
    """The contact who stays, and what went into them. `more` says there is more to move."""

    contact: ContactView
    dry_run: bool
    emails: int
    ties: int
    more: bool
