"""Links on their way out, and wishes on their way in."""

from collections.abc import Sequence
from datetime import datetime

from functions.links.contracts.making import (
    CreateShareLink,
    CreateUploadLink,
    LinkTo,
    RaiseUses,
    RevokeLinks,
    ShareTo,
    Timed,
    UploadTermsWish,
)
from functions.links.contracts.showing import (
    LinkDeedView,
    LinkHistoryView,
    LinkNamedView,
    LinkRecipientRowView,
    LinkRecipientView,
    LinkRowView,
    LinkTargetView,
    LinkView,
    PlannedLinkView,
    ProposedRecipientView,
    UploadTermsView,
    WantedView,
)
from functions.links.model.drafts import Most, Terms, To
from functions.links.model.expiry import Expiry, Until
from functions.links.model.overview import Overview
from functions.links.model.planned import Planned
from functions.links.model.revocations import Chosen
from shared.capability import targets
from shared.capability.items import is_opening
from shared.capability.model import LinkKind, Pass, Recipient, StoredUse, UploadTerms, Wanted
from shared.domain.errors import FieldFault, ValidationFailedError
from shared.domain.ids import ContactId, FolderId, MemberId, email_digest, known
from shared.domain.mail import MailTrouble
from shared.mail import suppression
from shared.published import keys as published
from shared.published.documents import MAIN_FOLDER
from shared.published.people import TieRecord
from shared.table.actions import Item


def until(said: Timed) -> Until:
    return said.expires_at if said.is_said else Expiry.BY_POLICY


def recipients(body: CreateShareLink | CreateUploadLink) -> tuple[To, ...]:
    """Read whom a link is for: one list of recipients, or anyone; ValidationFailedError for both or none."""
    if body.anyone is not None and not body.recipients:
        most = getattr(body.anyone, "max_uses", None)
        return (To("anyone", until(body.anyone), max_uses=most),)
    if body.anyone is not None or not body.recipients:
        fault = FieldFault("recipients", "ONE_OF", "Name recipients, or anyone; one of the two.")
        raise ValidationFailedError(faults=[fault])
    return tuple(_to(f"recipients.{place}", each) for place, each in enumerate(body.recipients))


def terms(of: UploadTermsWish) -> Terms:
    return Terms(
        max_files=of.max_files,
        max_bytes=of.max_bytes,
        types=tuple(of.types),
        asks_name=of.asks_name,
        asks_email=of.asks_email,
        has_folder_each=of.folder_each,
        is_single_use=of.single_use,
        wanted=tuple(of.wanted),
    )


def most(of: RaiseUses) -> Most:
    return Most(of.max_uses, of.max_bytes, of.is_weighed)


def chosen(of: RevokeLinks) -> Chosen:
    return Chosen(
        email=of.email,
        domain=of.domain,
        creator=known(MemberId, of.creator_id) if of.creator_id is not None else None,
        made_from=of.made_from,
        made_until=of.made_until,
        kind=LinkKind(of.kind) if of.kind else None,
    )


def row(of: Overview, now: datetime) -> LinkRowView:
    link = of.link
    return LinkRowView(
        id=link.id,
        kind=link.kind,
        account=LinkNamedView(id=of.account.id, name=of.account.name),
        title=link.title,
        creator=LinkNamedView(id=link.creator, name=link.creator_name),
        created_at=link.created_at,
        state=of.state(now),
        targets=len(link.targets),
        recipients=[
            LinkRecipientRowView(
                n=each.n,
                name=each.name,
                email=each.email,
                state=of.state_of(each, now),
                uses=each.uses,
                max_uses=each.max_uses,
                expires_at=each.expires_at,
            )
            for each in of.recipients
        ],
    )


def link(of: Overview, now: datetime) -> LinkView:
    head = of.link
    return LinkView(
        id=head.id,
        kind=head.kind,
        account=LinkNamedView(id=of.account.id, name=of.account.name),
        title=head.title,
        targets=_targets(of),
        creator=LinkNamedView(id=head.creator, name=head.creator_name),
        created_at=head.created_at,
        revoked_at=head.revoked_at,
        message=head.message,
        tells_use=head.tells_use,
        terms=_terms(head.upload, of.recipients) if head.upload else None,
        state=of.state(now),
        recipients=[recipient(of, each, now) for each in of.recipients],
    )


def history(of: Overview, done: Sequence[Item], now: datetime) -> LinkHistoryView:
    return LinkHistoryView(**dict(link(of, now)), history=[_deed(each) for each in done])


def one(of: Overview, now: datetime) -> LinkRecipientView:
    """Show the one recipient an act was about."""
    return recipient(of, of.recipients[0], now)


def recipient(of: Overview, each: Recipient, now: datetime) -> LinkRecipientView:
    return LinkRecipientView(
        n=each.n,
        name=each.name,
        email=each.email,
        state=of.state_of(each, now),
        uses=each.uses,
        max_uses=each.max_uses,
        bytes=each.bytes,
        max_bytes=each.max_bytes,
        expires_at=each.expires_at,
        contact_id=each.contact,
        locale=each.locale,
        sent_at=each.sent_at,
        opened_at=each.opened_at,
        revoked_at=each.revoked_at,
        completed_at=each.done_at,
        needs_code=each.needs_code,
        needs_login=each.needs_login,
        renewal_asked_at=each.renewal_asked_at if each.awaits_renewal else None,
        mailbox=_mailbox(of, each),
    )


def planned(of: Planned) -> PlannedLinkView:
    to = of.recipient
    return PlannedLinkView(
        id=to.id,
        at=of.at,
        fires="expiry" if of.is_expiry else "warning",
        link_id=to.link,
        n=to.n,
        kind=to.kind,
        account=LinkNamedView(id=of.account.id, name=of.account.name),
        title=to.title,
        name=to.name,
        email=to.email,
        expires_at=to.expires_at,
    )


def proposed(of: TieRecord) -> ProposedRecipientView:
    return ProposedRecipientView(id=of.id, contact_id=of.contact, name=of.contact_name, email=of.email)


def _to(field: str, of: LinkTo) -> To:
    return To(
        field,
        until(of),
        email=of.email,
        name=of.name,
        contact=known(ContactId, of.contact_id) if of.contact_id is not None else None,
        locale=of.locale,
        max_uses=of.max_uses if isinstance(of, ShareTo) else None,
        needs_code=of.needs_code,
        needs_login=of.needs_login,
    )


def _targets(of: Overview) -> list[LinkTargetView]:
    return [LinkTargetView(id=each.id, version=each.version, name=_name(of, each.id)) for each in of.link.targets]


def _name(of: Overview, target: str) -> str | None:
    """Name a target as it is called now; None where it is gone."""
    if of.link.kind is LinkKind.SHARE:
        aim = next(each for each in of.link.targets if each.id == target)
        found = targets.document_of(of.link, aim, of.items)
        return found.name if found else None
    if of.link.kind is LinkKind.UPLOAD:
        folder = of.items.get(published.folder(of.link.firm, of.link.account, FolderId(target)))
        return str(folder["name"]) if folder else None if targets.are_gone(of.link, of.items) else MAIN_FOLDER
    return of.link.title


def _terms(of: UploadTerms, recipients: Sequence[Recipient]) -> UploadTermsView:
    return UploadTermsView(
        types=list(of.types),
        asks_name=of.asks_name,
        asks_email=of.asks_email,
        folder_each=of.has_folder_each,
        wanted=[_wanted(each, recipients) for each in of.wanted],
    )


def _wanted(of: Wanted, recipients: Sequence[Recipient]) -> WantedView:
    """Join what each of the recipients ticked off, which they don't learn of each other."""
    done_by = [each.n for each in recipients if of.id in (each.ticked or ())]
    return WantedView(id=of.id, label=of.label, done=bool(done_by), done_by=done_by)


def _mailbox(of: Overview, each: Recipient) -> MailTrouble | None:
    if each.email is None:
        return None
    place = suppression.place(each.firm, email_digest(each.firm, each.email))
    mark = suppression.read(of.items.get(place)).mark
    return mark.state if mark else None


def _deed(of: Item) -> LinkDeedView:
    if is_opening(of):
        opened = Pass.model_validate(of)
        return LinkDeedView(at=opened.opened_at, kind="opened", n=opened.n, name=opened.name, target=None)
    used = StoredUse.model_validate(of)
    return LinkDeedView(at=used.at, kind="used", n=used.n, name=used.name, target=used.target)
