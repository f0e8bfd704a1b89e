"""Words and shapes that several of the room's contracts are made of."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from shared.domain.texts import Locale
from shared.http import View

type Identifier = Annotated[str, StringConstraints(max_length=64)]
type Audience = Literal["team", "client"]
type Role = Literal["owner", "admin", "employee"]
type RightName = Literal[
    "view_all_accounts",
    "manage_accounts",
    "manage_contacts",
    "manage_documents",
    "manage_invoices",
    "manage_payments",
    "manage_organizers",
    "manage_pipelines",
    "assign_team_members",
]
# Bounds what is hashed and sent on; which passwords are acceptable is for the model to say.
type Password = Annotated[str, StringConstraints(max_length=1024)]

# RFC 6238 as authenticator apps do it.
type Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class NamedView(View):
    """Something by id and name."""

    id: str
    name: str


class FirmView(View):
    """The firm, as everybody in it sees it."""

    id: str
    name: str
    slug: str
    time_zone: str
    locale: Locale


class FirmNameView(View):
    """The firm, as somebody sees it who is not in it yet."""

    name: str
    slug: str


class MailMarkView(View):
    """Why no more mail goes to an address."""

    state: Literal["bounced", "complained"]
    reason: str
    at: datetime
