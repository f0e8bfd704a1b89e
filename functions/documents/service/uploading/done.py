"""All that was to be sent is sent: the team is told once, and again only after new files."""

from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.done import Done, Surface
from functions.documents.service.guessing import guessing
from shared.capability import visits
from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind, Recipient
from shared.capability.offer import Offer
from shared.directory import Directory, Policy
from shared.domain.clock import Clock
from shared.domain.errors import FeatureDisabledError, StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.documents.uploads import UploadDoneSignalled
from shared.domain.ids import AccountId, FirmId, LinkId, PersonId
from shared.domain.principals import Actor, Caller, Provenance
from shared.limits import Limiter
from shared.table.keys import Key


class Signals(Protocol):
    """Where it stands who said so, and whether they sent anything since."""

    def has_newer_by(self, firm: FirmId, account: AccountId, person: PersonId, since: datetime) -> bool: ...
    def signal(self, place: Key, said: Done, seen: Done | None, announcement: Announcement) -> None: ...


class DoneService:
    """Takes the word that all is sent, where the firm switched that on."""

    def __init__(self, signals: Signals, directory: Directory, gate: LinkGate, limiter: Limiter, clock: Clock) -> None:
        self._signals = signals
        self._directory = directory
        self._gate = gate
        self._limiter = limiter
        self._clock = clock

    def by_client(self, caller: Caller, account: AccountId, surface: Surface) -> bool:
        """Tell the team that a client is done, and whether it was told now."""
        place = keys.uploads_done(caller.identity.firm, account)
        scene = self._directory.gate(caller.identity, account=account, also=[place])
        person = scene.person
        _demand(scene.policy, surface)
        seen = Done.model_validate(scene.items[place]) if place in scene.items else None
        if seen and not self._signals.has_newer_by(scene.firm, account, person.id, seen.at):
            return False
        said = Done(firm=scene.firm, at=self._clock(), by=person.id, v=seen.v + 1 if seen else 1)
        return self._said(place, said, seen, account, person.actor, caller.provenance, surface)

    def by_bearer(self, offer: Offer, provenance: Provenance, surface: Surface) -> bool:
        """Tell the team that somebody who came by a link is done, whatever others of that link do.

        Files of their visit count once they are filed; a new pass goes on with it.
        """
        now = self._clock()
        with guessing(self._limiter, offer, provenance):
            scene = self._gate.look(
                offer, {LinkKind.UPLOAD}, also=lambda to: [_by_link(to, offer), *visits.beside(to, offer)]
            )
        scene.demand_pass(now, is_same_use=True)
        _demand(scene.policy, surface)
        recipient = scene.recipient
        place, files = _by_link(recipient, offer), visits.visited(scene).files
        seen = Done.model_validate(scene.items[place]) if place in scene.items else None
        if seen and files <= seen.files:
            return False
        said = Done(firm=recipient.firm, at=now, by=scene.bearer.actor.id, files=files, v=seen.v + 1 if seen else 1)
        return self._said(place, said, seen, recipient.account, scene.bearer.actor, provenance, surface, recipient.link)

    def _said(
        self,
        place: Key,
        said: Done,
        seen: Done | None,
        account: AccountId,
        actor: Actor,
        provenance: Provenance,
        surface: Surface,
        link: LinkId | None = None,
    ) -> bool:
        event = UploadDoneSignalled(
            firm=said.firm,
            account=account,
            object=ObjectRef(kind="link", id=link) if link else ObjectRef(kind="account", id=account),
            surface=surface,
            came_by=link,
            signalled_by=actor.name,
        )
        try:
            self._signals.signal(place, said, seen, Announcement.of(said.at, actor, provenance, event))
        except StaleVersionError:
            return False  # somebody of them said so at the same moment
        return True


def _demand(policy: Policy, surface: Surface) -> None:
    is_on = policy.done_uploading_button if surface is Surface.BUTTON else policy.done_uploading_checkbox
    if not is_on:
        raise FeatureDisabledError


def _by_link(to: Recipient, offer: Offer) -> Key:
    return keys.uploads_done_by_link(to.firm, to.link, visits.visit_of(to, offer))
