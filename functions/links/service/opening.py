"""The door for whoever holds a link: what it says before it opens, opening it, a code, more time.

Looking spends, changes and records nothing. Opening is a person's act: it passes the gates and gives a pass of half an
hour, which is drawn by lot and of which a digest is stored. A try is counted with what it does, in one transaction;
what offers no token of ours is counted by itself.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest
from typing import Protocol

from functions.links.model.limits import CODE, OPENING, RENEWAL
from functions.links.service.telling import code_requested, opened, refused, renewal_requested
from shared import capability
from shared.capability import visits
from shared.capability.codes import Codes
from shared.capability.gate import LinkGate, LinkScene
from shared.capability.model import CODE_COOL_DOWN, PASS_FOR, SHUT_FOR, LinkKind, LinkState, Pass, Recipient
from shared.capability.offer import Offer, drawn_pass, drawn_visit, pass_proof
from shared.capability.opening import OvertakenError, shuts
from shared.capability.refusals import (
    LinkExhaustedError,
    LinkShutError,
    LoginRequiredError,
    OtpExpiredError,
    OtpRequiredError,
    OtpWrongError,
)
from shared.directory.gate import admitted, credential
from shared.domain.clock import Clock
from shared.domain.errors import (
    FieldFault,
    NotAllowedError,
    NotFoundError,
    UnavailableError,
    ValidationFailedError,
    WrongStateError,
)
from shared.domain.events import Announcement
from shared.domain.ids import FirmId
from shared.domain.principals import Caller, Person, Provenance
from shared.limits import Limiter, Rule, Tally, TooManyRequestsError
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key, idempotency

# Five wrong codes may come between a look and its change, and each changes the recipient.
TRIES = 8


@dataclass(frozen=True)
class Visitor:
    """What somebody calls themselves."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Seen:
    """A link as its holder may see it, at one moment."""

    scene: LinkScene
    at: datetime


@dataclass(frozen=True)
class Opened:
    """A link that was opened, and the pass, which is told once."""

    scene: LinkScene
    admission: Pass
    link_pass: str


class Openings(Protocol):
    """Where openings are written. Each raises OvertakenError when the recipient is not as it was seen."""

    def open(
        self,
        scene: LinkScene,
        new: Pass,
        proof: str,
        now: datetime,
        *,
        by_code: bool,
        tallies: Iterable[Tally],
        announcement: Announcement,
    ) -> None: ...
    def miss(
        self, of: Recipient, now: datetime, *, tallies: Iterable[Tally], announcement: Announcement | None
    ) -> None: ...
    def refuse(self, firm: FirmId, *, tallies: Iterable[Tally], announcement: Announcement) -> None: ...
    def ask_code(
        self,
        scene: LinkScene,
        now: datetime,
        once: Once | None,
        *,
        tallies: Iterable[Tally],
        announcement: Announcement,
    ) -> None: ...
    def ask_renewal(
        self, scene: LinkScene, now: datetime, *, tallies: Iterable[Tally], announcement: Announcement
    ) -> None: ...


class OpeningService:
    """Lets people through the gates of a link."""

    def __init__(self, openings: Openings, gate: LinkGate, codes: Codes, limiter: Limiter, clock: Clock) -> None:
        self._openings = openings
        self._gate = gate
        self._codes = codes
        self._limiter = limiter
        self._clock = clock

    def look(self, offer: Offer) -> Seen:
        """Show what may be known before the gates, and behind them what it is for. Reads only, however often."""
        return Seen(self._gate.look(offer, LinkKind, lambda to: visits.beside(to, offer)), self._clock())

    def open(self, offer: Offer, visitor: Visitor, code: str | None, provenance: Provenance) -> Opened:
        """Pass the gates without logging in; the refusal of the link's state, or of the gate that stays shut."""
        scene = self._look(offer, OPENING, provenance)
        return self._open(scene, visitor, code, None, provenance)

    def open_as(self, caller: Caller, offer: Offer, code: str | None) -> Opened:
        """Pass the gates as somebody who logged in.

        LoginRequiredError unless it was sent to their own e-mail. A contact of the account must enter that by their
        login; at a typed address it is enough to have one.
        """
        identity = caller.identity

        def mine(recipient: Recipient) -> Iterable[Key]:
            if recipient.firm != identity.firm:
                raise NotFoundError
            return (credential(identity),)

        scene = self._look(offer, OPENING, caller.provenance, mine)
        person = admitted(scene.items.get(credential(identity)), identity)
        if not isinstance(person, Person):
            raise NotAllowedError
        if person.email != scene.recipient.email:
            raise LoginRequiredError
        if scene.recipient.contact is not None and scene.recipient.account not in person.accounts:
            raise LoginRequiredError
        return self._open(scene, Visitor(), code, person, caller.provenance)

    def ask_code(self, offer: Offer, provenance: Provenance, once: Once | None) -> Seen:
        """Let a code be sent to the recipient's own address; TooManyRequestsError within a minute of the last."""
        scene = self._look(
            offer, CODE, provenance, lambda of: (idempotency(of.firm, once.key),) if once is not None else ()
        )
        for _ in range(TRIES):
            now = self._clock()
            try:
                recall(scene.items, scene.recipient.firm, once, now)
            except ReplayError:
                return Seen(scene, now)
            scene.demand_open(now)
            if not scene.needs_code:
                raise WrongStateError
            scene.demand_not_shut(now)
            _demand_cool(scene.recipient, now)
            announcement = code_requested(scene, now, provenance)
            tallies = CODE.tallies(_subject(scene.recipient), provenance.address)
            try:
                with suppress(ReplayError):
                    self._openings.ask_code(scene, now, once, tallies=tallies, announcement=announcement)
            except OvertakenError as overtaken:
                scene = scene.as_of(overtaken.standing)
                continue
            return Seen(scene, now)
        raise UnavailableError

    def ask_renewal(self, offer: Offer, provenance: Provenance) -> Seen:
        """Tell the firm that the link ran out too early, once for each expiry; asked again, nothing more is told.

        WrongStateError while it is open, NotAllowedError for one that is for anyone, LinkExhaustedError for one that no
        time would open again.
        """
        scene = self._look(offer, RENEWAL, provenance)
        for _ in range(TRIES):
            now = self._clock()
            state = scene.state(now)
            if state is LinkState.ACTIVE:
                raise WrongStateError
            if state is not LinkState.EXPIRED:
                scene.demand_open(now)
            if scene.recipient.is_anyone:
                raise NotAllowedError
            if scene.recipient.is_spent:
                raise LinkExhaustedError
            if scene.recipient.is_renewal_asked:
                return Seen(scene, now)
            announcement = renewal_requested(scene, now, provenance)
            tallies = RENEWAL.tallies(_subject(scene.recipient), provenance.address)
            try:
                self._openings.ask_renewal(scene, now, tallies=tallies, announcement=announcement)
            except OvertakenError as overtaken:
                scene = scene.as_of(overtaken.standing)
                continue
            return Seen(scene, now)
        raise UnavailableError

    def _look(
        self,
        offer: Offer,
        rule: Rule,
        provenance: Provenance,
        also: Callable[[Recipient], Iterable[Key]] = lambda _: (),
    ) -> LinkScene:
        """Look, and count whoever offers what is no token of ours."""
        try:
            return self._gate.look(offer, LinkKind, also)
        except NotFoundError:
            claims, _ = capability.read(offer.token)
            self._limiter.count(claims.firm, rule.tallies(f"{claims.id}#{claims.n}", provenance.address))
            raise

    def _open(
        self, scene: LinkScene, visitor: Visitor, code: str | None, person: Person | None, provenance: Provenance
    ) -> Opened:
        tallies = tuple(OPENING.tallies(_subject(scene.recipient), provenance.address))
        for _ in range(TRIES):
            now = self._clock()
            refusal = scene.refusal(now)
            if refusal is not None:
                announcement = refused(scene, now, provenance, refusal.code)
                self._openings.refuse(scene.recipient.firm, tallies=tallies, announcement=announcement)
                raise refusal
            if scene.needs_login and person is None:
                raise LoginRequiredError
            named = _named(scene, visitor)
            new = _admission(scene, named, person, now)
            link_pass = drawn_pass(new.visit)
            proof = pass_proof(link_pass)
            through = replace(scene, link_pass=new)
            try:
                if scene.needs_code:
                    self._demand_code(scene, code, now, tallies, provenance)
                self._openings.open(
                    scene,
                    new,
                    proof,
                    now,
                    by_code=scene.needs_code,
                    tallies=tallies,
                    announcement=opened(through, now, provenance, is_first=scene.recipient.opened_at is None),
                )
            except OvertakenError as overtaken:
                scene = scene.as_of(overtaken.standing)
                continue
            return Opened(through, new, link_pass)
        raise UnavailableError

    def _demand_code(
        self, scene: LinkScene, code: str | None, now: datetime, tallies: Iterable[Tally], provenance: Provenance
    ) -> None:
        """Refuse whatever is not the latest code, and count it if there was one to be guessed."""
        recipient = scene.recipient
        scene.demand_not_shut(now)
        if code is None:
            raise OtpRequiredError
        if not recipient.has_code(now):
            raise OtpExpiredError
        if compare_digest(self._codes.of(recipient), code):
            return
        is_last = shuts(recipient)
        announcement = refused(scene, now, provenance, LinkShutError.code, is_shut=True) if is_last else None
        self._openings.miss(recipient, now, tallies=tallies, announcement=announcement)
        if is_last:
            raise LinkShutError(retry_after=int(SHUT_FOR.total_seconds()))
        raise OtpWrongError


def _subject(of: Recipient) -> str:
    return f"{of.claims.id}#{of.n}"


def _demand_cool(recipient: Recipient, now: datetime) -> None:
    if recipient.code_at is not None and now < recipient.code_at + CODE_COOL_DOWN:
        wait = recipient.code_at + CODE_COOL_DOWN - now
        raise TooManyRequestsError(retry_after=int(wait.total_seconds()) + 1)


def _named(scene: LinkScene, visitor: Visitor) -> Visitor:
    """Take what somebody calls themselves, of a link for anyone alone; who came before need not say it again."""
    if not scene.recipient.is_anyone:
        return Visitor()
    before, terms = scene.link_pass, scene.link.upload
    name = visitor.name or (before.name if before else None)
    email = visitor.email or (before.email if before else None)
    missing = []
    if terms and terms.asks_name and name is None:
        missing.append(FieldFault("name", "REQUIRED", "Say who you are."))
    if terms and terms.asks_email and email is None:
        missing.append(FieldFault("email", "REQUIRED", "Say where you can be reached."))
    if missing:
        raise ValidationFailedError(faults=missing)
    return Visitor(name, email)


def _admission(scene: LinkScene, visitor: Visitor, person: Person | None, now: datetime) -> Pass:
    """Make the pass. Whom a link was sent to has one visit; those who hold one for anyone each go on with their own."""
    recipient, before = scene.recipient, scene.link_pass
    visit = recipient.own_visit or (before.visit if before else drawn_visit())
    return Pass(
        firm=recipient.firm,
        link=recipient.link,
        n=recipient.n,
        generation=recipient.generation,
        expires_at=now + PASS_FOR,
        visit=visit,
        has_code=scene.needs_code,
        person=person.id if person else None,
        enters_account=person is not None and recipient.account in person.accounts,
        name=visitor.name,
        email=visitor.email,
    )
