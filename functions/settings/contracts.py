"""The settings on the wire."""

from datetime import datetime

from pydantic import Field, StrictBool

from functions.settings.model import (
    InvitationLifetimeDays,
    InvitationMaxResends,
    LinkLifetimeDays,
    UploadCapMb,
    UploadTypes,
    Value,
)
from shared.http import Contract, View

_LIFETIME = "for how many days an invitation can be used"
_RESENDS = "how often one invitation may be sent again"
_COLLEAGUES = "whether clients may ask to invite a colleague to their account"
_SHARE = "whether documents may be shared by links that ask for no login"
_UPLOAD = "whether files may be dropped through links that ask for no login"
_SIGN = "whether documents may be signed through links that ask for no login"
_PAY = "whether invoices may be paid through links that ask for no login"
_REQUEST = "whether questions may be answered through links that ask for no login"
_SHARED_FOR = "for how many days a link to documents is good unless its sender says otherwise"
_OPEN_FOR = "for how many days an upload link is good unless its sender says otherwise"
_CAP = "how big one file may be, in megabytes (1,000,000 bytes)"
_TYPES = "which media types may be uploaded, as in `application/pdf`; none named allows all"
_BUTTON = "whether clients have a button to say that they are done uploading"
_CHECKBOX = 'whether the upload window asks "I\'m completely done uploading"'
_RECOGNISED = "what automatic renaming recognises here; nothing that is set"
_RENAMING = "whether common documents that clients upload are renamed by what they are"


class ChangeSettings(Contract):
    """The keys to set. A key that is left out stays as it is; null is no value."""

    invitation_lifetime_days: InvitationLifetimeDays = Field(default_factory=int, description=_LIFETIME)
    invitation_max_resends: InvitationMaxResends = Field(default_factory=int, description=_RESENDS)
    clients_may_invite_colleagues: StrictBool = Field(default_factory=bool, description=_COLLEAGUES)
    share_without_login: StrictBool = Field(default_factory=bool, description=_SHARE)
    upload_without_login: StrictBool = Field(default_factory=bool, description=_UPLOAD)
    sign_without_login: StrictBool = Field(default_factory=bool, description=_SIGN)
    pay_without_login: StrictBool = Field(default_factory=bool, description=_PAY)
    request_without_login: StrictBool = Field(default_factory=bool, description=_REQUEST)
    share_lifetime_days: LinkLifetimeDays = Field(default_factory=int, description=_SHARED_FOR)
    upload_lifetime_days: LinkLifetimeDays = Field(default_factory=int, description=_OPEN_FOR)
    upload_cap_mb: UploadCapMb = Field(default_factory=int, description=_CAP)
    upload_types: UploadTypes = Field(default_factory=tuple, description=_TYPES)
    done_uploading_button: StrictBool = Field(default_factory=bool, description=_BUTTON)
    done_uploading_checkbox: StrictBool = Field(default_factory=bool, description=_CHECKBOX)
    automatic_renaming: StrictBool = Field(default_factory=bool, description=_RENAMING)

    @property
    def wanted(self) -> dict[str, Value]:
        """The keys that were given, and only those."""
        return self.model_dump(exclude_unset=True)


class RecognitionView(View):
    """What automatic renaming recognises where this runs, whether or not it is switched on."""

    types: tuple[str, ...] = Field(description="media types of the files it looks at")
    needs_text: bool = Field(description="whether only files with text in them, no mere pictures, are recognised")
    papers: tuple[str, ...] = Field(description="the papers it knows, as they are spelled in names of documents")


class SettingsView(View):
    """Every key with the value in force, set or default."""

    invitation_lifetime_days: int = Field(description=_LIFETIME)
    invitation_max_resends: int = Field(description=_RESENDS)
    clients_may_invite_colleagues: bool = Field(description=_COLLEAGUES)
    share_without_login: bool = Field(description=_SHARE)
    upload_without_login: bool = Field(description=_UPLOAD)
    sign_without_login: bool = Field(description=_SIGN)
    pay_without_login: bool = Field(description=_PAY)
    request_without_login: bool = Field(description=_REQUEST)
    share_lifetime_days: int = Field(description=_SHARED_FOR)
    upload_lifetime_days: int = Field(description=_OPEN_FOR)
    upload_cap_mb: int = Field(description=_CAP)
    upload_types: tuple[str, ...] = Field(description=_TYPES)
    done_uploading_button: bool = Field(description=_BUTTON)
    done_uploading_checkbox: bool = Field(description=_CHECKBOX)
    automatic_renaming: bool = Field(description=_RENAMING)
    automatic_renaming_recognises: RecognitionView = Field(description=_RECOGNISED)


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
