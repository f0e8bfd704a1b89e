"""Which accounts a list is asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.invite.model.entities import Account, Badge
from functions.invite.model.words import begins
from shared.directory import AccountSort, AccountStatus


class LoginFilter(StrEnum):
    """Accounts in which nobody ever logged in, or in which nobody can."""

    NEVER = "never"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Wanted:
    """What a list of accounts is narrowed to; None leaves a trait open. `words` are folded beginnings of words."""

    status: AccountStatus = AccountStatus.ACTIVE
    badge: Badge | None = None
    sort: AccountSort | None = None
    last_login: LoginFilter | None = None
    last_login_before: datetime | None = None
    last_login_after: datetime | None = None
    words: tuple[str, ...] = ()

    def admits(self, account: Account) -> bool:
        """Tell whether an account belongs into the list. Who never logged in did so neither before nor after."""
        return (
            account.status is self.status
            and self.badge in {None, account.badge}
            and self.sort in {None, account.sort}
            and self._admits_login(account)
            and begins(account.name, self.words)
        )

    def _admits_login(self, account: Account) -> bool:
        at, since, until = account.last_login_at, self.last_login_after, self.last_login_before
        if self.last_login is LoginFilter.NEVER and at is not None:
            return False
        if self.last_login is LoginFilter.OFFLINE and account.badge is Badge.ACTIVATED:
            return False
        if since is None and until is None:
            return True
        return at is not None and (since is None or at > since) and (until is None or at < until)
