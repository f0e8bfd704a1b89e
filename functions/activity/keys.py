"""Where this room's items stand, in the activity table."""

from datetime import UTC, datetime

from shared.domain.ids import AccountId, FirmId, bare, encode
from shared.table.keys import Key, within

type Month = str


def entry(of: FirmId, month: Month, event: str) -> Key:
    """The event's own id is the key, so a second delivery finds the first."""
    return Key(entries(of, month), event)


def entries(of: FirmId, month: Month) -> str:
    return within(of, month)


def entries_of_account(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account))


def entries_of_object(of: FirmId, thing: str) -> str:
    return within(of, "O", thing)


def head(of: FirmId) -> Key:
    return Key(within(of, "HEAD"), "HEAD")


def month(at: datetime) -> Month:
    return f"{at.astimezone(UTC):%Y%m}"


def month_before(month: Month) -> Month:
    year, number = divmod(int(month), 100)
    return f"{year - 1}12" if number == 1 else f"{year}{number - 1:02}"


def month_after(month: Month) -> Month:
    year, number = divmod(int(month), 100)
    return f"{year + 1}01" if number == 12 else f"{year}{number + 1:02}"


def beyond(month: Month) -> str:
    """What sorts after every id of the month."""
    return first(datetime.strptime(month_after(month), "%Y%m").replace(tzinfo=UTC))


def first(at: datetime) -> str:
    """The lowest id an event of this millisecond can have."""
    return encode(_milliseconds(at) + bytes(10))


def last(at: datetime) -> str:
    """What sorts after the highest id an event of this millisecond can have."""
    return f"{encode(_milliseconds(at) + b'\xff' * 10)}~"


def _milliseconds(at: datetime) -> bytes:
    return max(0, int(at.timestamp() * 1000)).to_bytes(6)
