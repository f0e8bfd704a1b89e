"""A link as its holder sees it."""

from functions.links.contracts.guests import (
    AskedForView,
    CodeSentView,
    GatesView,
    GuestLinkView,
    OpenedLinkView,
    RefusalView,
    RenewalAskedView,
    SenderFirmView,
    TakenView,
)
from functions.links.service.opening import Opened, Seen
from shared.capability.gate import LinkScene
from shared.capability.model import CODE_COOL_DOWN, CODE_FOR, UploadTerms
from shared.capability.visits import visited

MB = 1_000_000


def masked(email: str) -> str:
    """Show of an address what its owner knows it by: the first letter, and where the mailbox is."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"


def link(of: Seen) -> GuestLinkView:
    scene, recipient = of.scene, of.scene.recipient
    refusal = scene.refusal(of.at)
    return GuestLinkView(
        kind=recipient.kind.value,
        firm=SenderFirmView(name=scene.firm.name, slug=scene.firm.slug),
        sender=scene.link.creator_name,
        sent_to=masked(recipient.email) if recipient.email else None,
        locale=recipient.locale,
        state=scene.state(of.at).value,
        refusal=RefusalView(code=refusal.code, title=refusal.title) if refusal else None,
        gates=_gates(of),
        expires_at=recipient.expires_at,
        may_ask_renewal=scene.may_ask_renewal(of.at),
        is_renewal_asked=recipient.is_renewal_asked,
        upload=_terms(scene.link.upload, scene) if scene.link.upload and scene.is_inside(of.at) else None,
    )


def _gates(of: Seen) -> GatesView:
    scene, recipient = of.scene, of.scene.recipient
    terms = scene.link.upload if recipient.is_anyone else None
    return GatesView(
        code=scene.needs_code,
        login=scene.needs_login,
        name=bool(terms and terms.asks_name),
        email=bool(terms and terms.asks_email),
        shut_until=recipient.shut_until if recipient.is_shut(of.at) else None,
    )


def _terms(of: UploadTerms, scene: LinkScene) -> TakenView:
    recipient, policy, ticked = scene.recipient, scene.policy, visited(scene).ticked
    cap, bytes_left = policy.upload_cap_mb * MB, recipient.bytes_left
    return TakenView(
        max_files=recipient.max_uses,
        max_bytes=cap if bytes_left is None else min(bytes_left, cap),
        files_left=recipient.uses_left,
        bytes_left=bytes_left,
        types=list(of.types or policy.upload_types),
        wanted=[AskedForView(id=each.id, label=each.label, is_done=each.id in ticked) for each in of.wanted],
        asks_done=policy.done_uploading_checkbox,
    )


def opened(of: Opened) -> OpenedLinkView:
    link = of.scene.link
    return OpenedLinkView(
        link_pass=of.link_pass,
        expires_at=of.admission.expires_at,
        kind=link.kind.value,
        title=link.title,
        message=link.message,
        sender=link.creator_name,
        name=of.scene.recipient.name or of.admission.name,
    )


def code_sent(of: Seen) -> CodeSentView:
    return CodeSentView(
        sent_to=masked(of.scene.recipient.email or ""),
        expires_in=int(CODE_FOR.total_seconds()),
        again_in=int(CODE_COOL_DOWN.total_seconds()),
    )


def renewal_asked(of: Seen) -> RenewalAskedView:
    return RenewalAskedView(sent_to=masked(of.scene.recipient.email or ""))
