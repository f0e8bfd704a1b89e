"""What a link is to be, before it is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.links.model.expiry import Until
from shared.capability.model import LinkKind, Recipient, Target, UploadTerms
from shared.directory import Policy
from shared.domain.errors import FeatureDisabledError, FieldFault, ValidationFailedError
from shared.domain.ids import ContactId
from shared.domain.texts import Locale


@dataclass(frozen=True)
class To:
    """Whom a link is for: a contact tied to the account by this e-mail, or whoever is typed. None of them for anyone.

    `field` is where the caller named them.
    """

    field: str
    until: Until
    email: str | None = None
    name: str | None = None
    contact: ContactId | None = None
    locale: Locale | None = None
    max_uses: int | None = None
    max_bytes: int | None = None
    needs_code: bool = False
    needs_login: bool = False


@dataclass(frozen=True)
class Most:
    """How often a link may be used from now on; how many bytes it takes, where that is said (`is_weighed`)."""

    uses: int | None
    bytes: int | None = None
    is_weighed: bool = False

    def of(self, recipient: Recipient) -> dict[str, int | None]:
        """Give the bounds of one recipient; ValidationFailedError for bytes of what takes no files."""
        if not self.is_weighed:
            return {"max_uses": self.uses}
        if recipient.kind is not LinkKind.UPLOAD:
            raise ValidationFailedError(faults=[FieldFault("maxBytes", "NOT_TAKEN", "This link takes no files.")])
        return {"max_uses": self.uses, "max_bytes": self.bytes}


@dataclass(frozen=True)
class Terms:
    """What an upload link is to take; entries of the list are wanted by what they are called."""

    max_files: int | None = None
    max_bytes: int | None = None
    types: tuple[str, ...] = ()
    asks_name: bool = False
    asks_email: bool = False
    has_folder_each: bool = False
    is_single_use: bool = False
    wanted: tuple[str, ...] = ()


def demand_allowed(kind: LinkKind, policy: Policy, to: Sequence[To]) -> None:
    """Refuse what the firm switched off, unless everybody must log in for it anyway."""
    if not without_login(kind, policy) and not all(each.needs_login for each in to):
        raise FeatureDisabledError


def demand_apart(to: Sequence[To]) -> None:
    """Refuse to send one link to one address twice."""
    emails = [each.email for each in to]
    twice = [each for place, each in enumerate(to) if each.email in emails[:place]]
    if twice:
        said = [FieldFault(f"{each.field}.email", "DUPLICATE", "This address is among them already.") for each in twice]
        raise ValidationFailedError(faults=said)


def demand_one_version(documents: Sequence[Target]) -> None:
    """Refuse to serve one document at two versions by one link; the very same said twice is said once."""
    said: dict[str, Target] = {}
    twice = [place for place, each in enumerate(documents) if said.setdefault(each.id, each) != each]
    if twice:
        told = "This document is among them already, at another version."
        raise ValidationFailedError(
            faults=[FieldFault(f"documents.{place}.documentId", "DUPLICATE", told) for place in twice]
        )


def without_login(kind: LinkKind, policy: Policy) -> bool:
    """Tell whether the firm lets people act by links of this kind who do not log in."""
    return bool(getattr(policy, f"{kind}_without_login"))


def lifetime(kind: LinkKind, policy: Policy) -> timedelta | None:
    """Tell how long a link of the kind is good unless its sender says otherwise; None is for ever."""
    match kind:
        case LinkKind.SHARE:
            return timedelta(days=policy.share_lifetime_days)
        case LinkKind.UPLOAD:
            return timedelta(days=policy.upload_lifetime_days)
        case LinkKind.SIGN:
            return SIGNING_LIFETIME
        case _:
            return None


def bounded(to: Sequence[To], terms: Terms) -> tuple[To, ...]:
    """Let each of them send as many files, which are the uses of an upload link, and as many bytes."""
    most = 1 if terms.is_single_use else terms.max_files
    return tuple(replace(each, max_uses=most, max_bytes=terms.max_bytes) for each in to)


def uploads(terms: Terms) -> UploadTerms:
    """Give what stands with the link; each entry of its list gets a name of its own."""
    return UploadTerms.model_validate(
        {
            "types": terms.types,
            "asks_name": terms.asks_name,
            "asks_email": terms.asks_email,
            "has_folder_each": terms.has_folder_each,
            "wanted": [{"id": f"w{n:02}", "label": label} for n, label in enumerate(terms.wanted, 1)],
        }
    )


# Links to sign live so long from each sending.
SIGNING_LIFETIME = timedelta(days=7)
