"""The inbox on the wire."""

from datetime import datetime

from pydantic import Field

from functions.notifications.model.inbox import ItemState
from shared.http import Contract, Listing, View


class MarkItem(Contract):
    """The state an item is to be in."""

    state: ItemState


class TitleView(View):
    """What an item says, for the reader's own language to be put together from."""

    code: str
    params: dict[str, str]


class AccountMentionView(View):
    """The account an item leads to, by the name it had then."""

    id: str
    name: str


class InboxItemView(View):
    """One notice."""

    id: str
    state: ItemState
    kind: str
    title: TitleView
    account: AccountMentionView | None
    person: str | None = Field(description="the person it leads to")
    job: str | None = Field(description="the job whose report it is")
    document: str | None = Field(description="the document it leads to; of several, the newest")
    folder: str | None = Field(description="the folder it leads to")
    link: str | None = Field(description="the link it is about")
    count: int = Field(description="how many things of its kind it tells of since it was last read")
    at: datetime


class InboxView(Listing[InboxItemView]):
    """A page of one's inbox."""

    unread: int = Field(description="how many items of the whole inbox are unread")
