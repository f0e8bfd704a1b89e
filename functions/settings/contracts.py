"""The settings on the wire."""

from datetime import datetime

from pydantic import Field, StrictBool

from functions.settings.model import InvitationLifetimeDays, InvitationMaxResends, Value
from shared.http import Contract, View

_LIFETIME = "for how many days an invitation can be used"
_RESENDS = "how often one invitation may be sent again"
_COLLEAGUES = "whether clients may ask to invite a colleague to their account"


class ChangeSettings(Contract):
    """The keys to set. A key that is left out stays as it is; null is no value."""

    invitation_lifetime_days: InvitationLifetimeDays = Field(default_factory=int, description=_LIFETIME)
    invitation_max_resends: InvitationMaxResends = Field(default_factory=int, description=_RESENDS)
    clients_may_invite_colleagues: StrictBool = Field(default_factory=bool, description=_COLLEAGUES)

    @property
    def wanted(self) -> dict[str, Value]:
        """The keys that were given, and only those."""
        return self.model_dump(exclude_unset=True)


class SettingsView(View):
    """Every key with the value in force, set or default."""

    invitation_lifetime_days: int = Field(description=_LIFETIME)
    invitation_max_resends: int = Field(description=_RESENDS)
    clients_may_invite_colleagues: bool = Field(description=_COLLEAGUES)


class ChangeView(View):
    """One key's value before and after."""

    key: str = Field(description="the key as this API spells it")
    before: Value
    after: Value


class MemberRef(View):
    """Who made a version."""

    id: str
    name: str


class SettingsVersionView(View):
    """One version of the settings: when, by whom, and what it changed."""

    version: int
    at: datetime
    by: MemberRef
    changes: list[ChangeView]
