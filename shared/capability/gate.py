"""The door for bearers: two reads, and everything the decision needs is in hand.

The first proves the token (one consistent GetItem, so a revocation bites at once); the second fetches head, account,
creator, policy, pass, targets and whatever the room asks along, in one consistent BatchGetItem.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from shared.capability import keys, targets
from shared.capability.model import REFUSALS, Link, LinkKind, LinkState, Pass, Recipient
from shared.capability.offer import Offer
from shared.capability.refusals import (
    LinkExpiredError,
    LinkShutError,
    LinkSupersededError,
    LoginRequiredError,
    OtpRequiredError,
    PassRequiredError,
)
from shared.capability.tokens import read
from shared.directory import (
    AccountRecord,
    AccountStatus,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
    Policy,
)
from shared.directory import keys as directory_keys
from shared.domain.errors import NotFoundError, PorticoError
from shared.domain.ids import LinkId, person_id
from shared.domain.principals import Bearer, Right
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.table import Table

_KINDS = {kind.purpose: kind for kind in LinkKind}
_NOBODY = "Somebody with the link"
# An address ends a second before its link (shared.files), and lasts for one at least.
_SHORTEST = timedelta(seconds=2)


@dataclass(frozen=True)
class LinkScene:
    """What the gate saw in one consistent read. `items` are those asked along, by key.

    `person` is whose login the recipient's e-mail is, read when a pass is brought, which may be theirs.
    """

    recipient: Recipient
    link: Link
    firm: FirmRecord
    account: AccountRecord | None
    creator: MemberRecord | None
    policy: Policy
    link_pass: Pass | None
    items: Mapping[Key, Item]
    person: PersonRecord | None = None

    @property
    def bearer(self) -> Bearer:
        to = self.recipient
        typed = self.link_pass.name if self.link_pass else None
        name = to.name or to.email or typed or _NOBODY
        return Bearer(to.firm, to.link, to.n, to.account, name, to.email, to.locale)

    @property
    def needs_login(self) -> bool:
        """Asked of this recipient, or of everybody: the firm switched acting without login off for this kind."""
        return self.recipient.needs_login or not getattr(self.policy, f"{self.recipient.kind}_without_login")

    @property
    def needs_code(self) -> bool:
        return self.recipient.needs_code

    @property
    def is_suspended(self) -> bool:
        """The account is closed, all it was for is gone, or nobody who may share what was shared answers for it."""
        if self.account is None or self.account.status is not AccountStatus.ACTIVE:
            return True
        if targets.are_gone(self.recipient, self.items):
            return True
        return self.recipient.kind is LinkKind.SHARE and not may_share(self.creator, self.account)

    def state(self, now: datetime) -> LinkState:
        is_revoked = self.link.revoked_at is not None
        return self.recipient.state(now, is_revoked=is_revoked, is_suspended=self.is_suspended)

    def demand_open(self, now: datetime) -> None:
        """Raise the refusal of its state unless it is active."""
        state = self.state(now)
        if state is not LinkState.ACTIVE:
            raise REFUSALS[state]

    def refusal(self, now: datetime) -> type[PorticoError] | None:
        """Tell with what it is refused; None while it is active."""
        return REFUSALS.get(self.state(now))

    def may_ask_renewal(self, now: datetime) -> bool:
        """Whether whoever it was for may ask for more time: once for each expiry, and nobody for anyone.

        More time is nothing to who has used it as often as they may.
        """
        recipient = self.recipient
        is_over = self.state(now) is LinkState.EXPIRED
        return is_over and not (recipient.is_anyone or recipient.is_spent or recipient.is_renewal_asked)

    def as_of(self, standing: Recipient) -> Self:
        """See the same with the recipient as it turned out to stand; LinkSupersededError when it was resent."""
        if standing.generation != self.recipient.generation:
            raise LinkSupersededError
        return replace(self, recipient=standing)

    def demand_not_shut(self, now: datetime) -> None:
        until = self.recipient.shut_until
        if until is not None and now < until:
            raise LinkShutError(retry_after=int((until - now).total_seconds()) + 1)

    def demand_pass(self, now: datetime, *, is_same_use: bool = False) -> Pass:
        """Give the pass back; the refusal of the link's state, or of the gate that was not passed, else.

        Whoever goes on with a use of theirs may, though it was the last.
        """
        if not (is_same_use and self.state(now) is LinkState.EXHAUSTED):
            self.demand_open(now)
        shut = self._shut(now)
        if shut is not None or self.link_pass is None:
            raise shut or PassRequiredError
        return self.link_pass

    def is_inside(self, now: datetime) -> bool:
        """Whether whoever asks came through the gates; also by a link that is used up."""
        return self.state(now) in {LinkState.ACTIVE, LinkState.EXHAUSTED} and self._shut(now) is None

    def _shut(self, now: datetime) -> type[PorticoError] | None:
        """Tell which gate was not passed; None when all were."""
        held = self.link_pass
        if held is None or held.generation != self.recipient.generation or now >= held.expires_at:
            return PassRequiredError
        if self.needs_login and not self._is_still_let_in(held):
            return LoginRequiredError
        if self.needs_code and not held.has_code:
            return OtpRequiredError
        return None

    def _is_still_let_in(self, held: Pass) -> bool:
        """Tell whether who logged in for the pass might do so now, and was not signed out since.

        Whoever entered the account by that login must enter it still; all others had no more to lose than the login.
        """
        person = self.person
        if person is None or held.person != person.id or person.state is not PersonState.ACTIVE:
            return False
        if not (self.recipient.account in person.accounts if held.enters_account else person.accounts):
            return False
        return person.epoch is None or held.opened_at >= person.epoch

    @property
    def until(self) -> datetime | None:
        """When the link ends, which no address may outlive; None when it never does."""
        return self.recipient.expires_at

    def demand_rest(self, now: datetime) -> datetime | None:
        """Tell the same; LinkExpiredError when too little is left for an address to be signed and used."""
        if self.until is not None and self.until - now < _SHORTEST:
            raise LinkExpiredError
        return self.until


class LinkGate:
    """Lets bearers in."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look(
        self,
        offer: Offer,
        kinds: Collection[LinkKind],
        also: Callable[[Recipient], Iterable[Key]] = lambda _: (),
    ) -> LinkScene:
        """Read all there is to a link, whatever its state.

        NotFoundError when the token is none, another kind's, or its link unknown; LinkSupersededError when a newer one
        was sent. `also` names what the room reads along, out of what the first read told.
        """
        claims, proof = read(offer.token)
        kind = _KINDS.get(claims.purpose)
        if kind is None or kind not in kinds:
            raise NotFoundError
        firm, link = claims.firm, LinkId(f"lnk_{claims.id}")
        standing = self._table.get(keys.recipient(firm, link, claims.n))
        if standing is None:
            raise NotFoundError
        recipient = Recipient.model_validate(standing)
        recipient.demand_proof(claims.generation, proof)
        return self._scene(recipient, offer, tuple(also(recipient)))

    def _scene(self, recipient: Recipient, offer: Offer, also: tuple[Key, ...]) -> LinkScene:
        firm = recipient.firm
        head = keys.link(firm, recipient.link)
        account = directory_keys.account(firm, recipient.account)
        creator = directory_keys.member(firm, recipient.creator)
        policy, tenant = directory_keys.policy(firm), directory_keys.firm(firm)
        held = keys.link_pass(firm, recipient.link, offer.pass_proof) if offer.pass_proof else None
        aims = targets.keys_of(recipient)
        login = _login_of(recipient) if held else None
        brought = [each for each in (held, login) if each is not None]
        wanted = [head, account, creator, policy, tenant, *brought, *aims, *also]
        found = self._table.batch_get(wanted)
        if head not in found or tenant not in found:
            raise NotFoundError
        seen = Pass.model_validate(found[held]) if held and held in found else None
        return LinkScene(
            recipient=recipient,
            link=Link.model_validate(found[head]),
            firm=FirmRecord.model_validate(found[tenant]),
            account=AccountRecord.model_validate(found[account]) if account in found else None,
            creator=MemberRecord.model_validate(found[creator]) if creator in found else None,
            policy=Policy.model_validate(found.get(policy, {})),
            link_pass=seen if seen and seen.n == recipient.n else None,
            items=found,
            person=PersonRecord.model_validate(found[login]) if login and login in found else None,
        )


def _login_of(to: Recipient) -> Key | None:
    return directory_keys.person(to.firm, person_id(to.firm, to.email)) if to.email else None


def may_share(creator: MemberRecord | None, account: AccountRecord) -> bool:
    """Tell whether this member may let others have the account's documents: active, with access and the right."""
    if creator is None or creator.state is not MemberState.ACTIVE:
        return False
    member = creator.principal()
    return account.is_visible_to(member) and member.has(Right.MANAGE_DOCUMENTS)
