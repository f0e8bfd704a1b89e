"""Accounts: the firm's clients."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field

from shared.directory import AccountRecord, AccountStatus
from shared.domain.errors import WrongStateError
from shared.domain.ids import AccountId

# How long a deleted account can be restored, and then is erased.
KEPT_FOR = timedelta(days=30)


class AccountKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    OTHER = "other"


class Badge(StrEnum):
    """How far an account's people have come: somebody can log in, somebody was invited, or neither."""

    ACTIVATED = "activated"
    PENDING_ACTIVATION = "pending_activation"
    NOT_ACTIVATED = "not_activated"


class Account(AccountRecord):
    """A client of the firm. The two counters are of persons: who can log in, and whose invitation is out.

    `last_login_at` is the latest login of one of its persons. `external_id` is the firm's own number for the client, if
    it was imported with one, `imported_in` the import that made it.
    """

    external_id: str | None = None
    imported_in: str | None = None
    n_can_login: int = 0
    n_invited: int = 0
    last_login_at: datetime | None = None
    created_at: datetime
    deleted_at: datetime | None = None
    merged_into: AccountId | None = None
    moved: dict[str, int] = Field(default_factory=dict)
    erased_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.status is AccountStatus.ACTIVE

    @property
    def restorable_until(self) -> datetime | None:
        """Until when a deletion can be undone; None where none can be: nothing is deleted, or it went into another."""
        return self.deleted_at + KEPT_FOR if self.deleted_at and self.merged_into is None else None

    @property
    def timer(self) -> datetime | None:
        """When the sweep has something to erase."""
        return self.deleted_at + KEPT_FOR if self.deleted_at and self.erased_at is None else None

    def archived(self) -> Self:
        return self.model_copy(update={"status": AccountStatus.ARCHIVED, "v": self.v + 1})

    def deleted(self, now: datetime) -> Self:
        return self.model_copy(update={"status": AccountStatus.DELETED, "deleted_at": now, "v": self.v + 1})

    def restored(self, now: datetime) -> Self:
        """Undo archiving and deletion; WrongStateError once it went into another account or its time is over."""
        if self.merged_into is not None:
            raise WrongStateError("The account went into another.")
        if self.restorable_until is not None and now >= self.restorable_until:
            raise WrongStateError("The account can no longer be restored.")
        return self.model_copy(update={"status": AccountStatus.ACTIVE, "deleted_at": None, "v": self.v + 1})

    def erased(self, now: datetime) -> Self:
        """Keep that there was an account, and nothing of whose it was."""
        return type(self)(
            firm=self.firm,
            id=self.id,
            name="",
            kind=self.kind,
            sort=self.sort,
            status=self.status,
            created_at=self.created_at,
            deleted_at=self.deleted_at,
            merged_into=self.merged_into,
            moved=self.moved,
            erased_at=now,
            v=self.v + 1,
        )

    @property
    def badge(self) -> Badge:
        if self.n_can_login:
            return Badge.ACTIVATED
        return Badge.PENDING_ACTIVATION if self.n_invited else Badge.NOT_ACTIVATED

    def counted(self, *, can_login: int = 0, invited: int = 0) -> Self:
        """Move the counters; they never go below zero."""
        return self.model_copy(
            update={
                "n_can_login": max(0, self.n_can_login + can_login),
                "n_invited": max(0, self.n_invited + invited),
            }
        )
