"""A firm at work, in memory: the real services of invite over fakes, and short ways to bring people into a state."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from functions.invite import keys
from functions.invite.model.entities import Account, AccountKind, Contact, Firm, Member, Person, Tie
from functions.invite.pools import Audience, Pool, Pools, Session
from functions.invite.repository import items
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.assignments import AssignmentRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.emails import EmailRepository
from functions.invite.repository.erasures import ErasureRepository
from functions.invite.repository.firms import FirmRepository
from functions.invite.repository.mailboxes import MailboxRepository
from functions.invite.repository.members import MemberRepository
from functions.invite.repository.merging import MergingRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.account_lists import AccountLists
from functions.invite.service.accounts import AccountService
from functions.invite.service.activation import ActivationService
from functions.invite.service.assigning import AssignmentService
from functions.invite.service.challenges import Challenges
from functions.invite.service.closing import ClosingService
from functions.invite.service.closures import ClosureService
from functions.invite.service.contacts import ContactService
from functions.invite.service.emails import EmailService
from functions.invite.service.erasing import ErasingService
from functions.invite.service.expiry import ExpiryService
from functions.invite.service.feedback import FeedbackService
from functions.invite.service.firm import FirmService
from functions.invite.service.following import FollowingService
from functions.invite.service.granting import GrantingService
from functions.invite.service.invitations import InvitationService
from functions.invite.service.issuing import claims_of
from functions.invite.service.letters import InvitationLetters
from functions.invite.service.logins import LoginService
from functions.invite.service.lost_phones import LostPhoneService
from functions.invite.service.mailboxes import MailboxService
from functions.invite.service.members import MemberService
from functions.invite.service.membership import MembershipService
from functions.invite.service.merging_accounts import AccountMerger
from functions.invite.service.merging_contacts import ContactMerger
from functions.invite.service.names import NameService
from functions.invite.service.ownership import OwnershipService
from functions.invite.service.password_letters import PasswordLetters
from functions.invite.service.passwords import PasswordService
from functions.invite.service.pending import PendingService
from functions.invite.service.requests import AccessRequestService
from functions.invite.service.resets import ResetService
from functions.invite.service.second_factor import SecondFactorService
from functions.invite.service.sessions import SessionService
from functions.invite.service.ties import TieService
from functions.invite.service.unanswered import UnansweredService
from shared.capability import TokenKey, Tokens
from shared.directory import Directory, Policy
from shared.directory import keys as directory_keys
from shared.domain.events import Envelope, Event
from shared.domain.ids import FirmId, MemberId, PersonId, member_id, person_id
from shared.domain.principals import ActorKind, Caller, Identity, Provenance, Right, Role, Source
from shared.domain.texts import Locale
from shared.limits import Limiter
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer, Outcome
from shared.mail.rendering import Templates
from shared.table import schema
from shared.table.actions import item
from shared.table.idempotency import Once
from tests.fakes.clock import FrozenClock
from tests.fakes.cognito import FakeCognito
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.naps import Naps
from tests.fakes.records import Records

ORIGIN = "https://portal.example.com"
PASSWORD = "seven-quiet-herons-7"
POOLS = {Audience.TEAM: Pool("staff-pool", "staff-client"), Audience.CLIENT: Pool("client-pool", "client-client")}
OWNER_EMAIL = "olivia@harbor-tax.example"


@dataclass(frozen=True)
class Delivered:
    """A letter on its way, with the id that keeps it from going twice."""

    mail_id: str
    mail: Mail


class Outgoing:
    """The mailer's side door: keeps what was handed over, once an id."""

    def __init__(self) -> None:
        self.letters: list[Delivered] = []
        self.marked: set[str] = set()

    def deliver(self, firm: FirmId, mail_id: str, mail: Mail) -> Outcome:
        if mail.to in self.marked:
            return Outcome.SUPPRESSED
        if mail_id not in {each.mail_id for each in self.letters}:
            self.letters.append(Delivered(mail_id, mail))
        return Outcome.SENT


class Office:
    """The room over fakes; `clock` stands still until a test moves it."""

    def __init__(self) -> None:
        self.clock = FrozenClock()
        self.records = Records()
        self.cognito = FakeCognito(self.clock)
        self.outgoing = Outgoing()
        kms: Any = FakeKms()
        cognito: Any = self.cognito
        self.tokens = Tokens(TokenKey(lambda: kms, KEY_ID))
        self.pools = Pools(lambda: cognito, POOLS)
        self.storage = CredentialRepository(self.records)
        self.access_storage = AccessRepository(self.records)
        accounts, contacts = AccountRepository(self.records), ContactRepository(self.records)
        self.directory = directory = Directory(self.records)
        self.members = MemberService(MemberRepository(self.records), self.storage, directory, self.tokens, self.clock)
        firms, naps = FirmRepository(self.records), Naps()
        self.membership = MembershipService(
            MemberRepository(self.records), directory, self.pools, self.clock, self.clock, naps
        )
        self.firm = FirmService(firms, directory, self.clock)
        self.ownership = OwnershipService(firms, accounts, directory, self.clock, naps)
        self.assignments = AssignmentService(AssignmentRepository(self.records), directory, self.clock, naps)
        self.accounts = AccountService(accounts, directory, self.clock)
        self.account_lists = AccountLists(accounts, directory)
        self.closing = ClosingService(accounts, directory, self.clock)
        merging = MergingRepository(self.records)
        self.account_merger = AccountMerger(merging, directory, self.clock)
        self.contact_merger = ContactMerger(merging, contacts, self.access_storage, self.storage, directory, self.clock)
        self.erasing = ErasingService(ErasureRepository(self.records), self.clock)
        self.contacts = ContactService(contacts, directory, self.clock)
        self.ties = TieService(self.access_storage, directory, self.clock)
        self.granting = GrantingService(
            self.access_storage, accounts, contacts, directory, self.tokens, self.clock, self.clock
        )
        self.email_storage = EmailRepository(self.records)
        self.emails = EmailService(
            self.email_storage, accounts, contacts, directory, self.tokens, self.clock, self.clock
        )
        self.following = FollowingService(self.email_storage, self.clock)
        self.invitations = InvitationService(self.storage, accounts, directory, self.tokens, self.clock)
        self.pending = PendingService(self.access_storage, directory)
        self.request_storage = AccessRequestRepository(self.records)
        self.requests = AccessRequestService(
            self.request_storage,
            self.access_storage,
            accounts,
            contacts,
            directory,
            self.tokens,
            self.clock,
            self.clock,
        )
        self.unanswered = UnansweredService(self.request_storage, self.clock)
        limiter = Limiter(self.records, self.clock)
        challenges = Challenges(lambda: TokenKey(lambda: kms, KEY_ID).derived("challenges"), self.clock)
        reset_storage = ResetRepository(self.records)
        self.activation = ActivationService(self.storage, self.pools, challenges, limiter, self.clock)
        self.sessions = SessionService(self.storage, directory, self.pools, challenges, limiter, self.clock, self.clock)
        self.passwords = PasswordService(
            self.storage, directory, self.pools, challenges, limiter, self.clock, self.clock
        )
        self.resets = ResetService(
            reset_storage, self.storage, self.pools, self.tokens, limiter, self.clock, self.clock
        )
        self.second_factor = SecondFactorService(self.storage, directory, self.pools, limiter, self.clock)
        self.lost_phones = LostPhoneService(self.storage, directory, self.pools, self.clock)
        self.expiry = ExpiryService(self.storage, self.clock)
        mailboxes = MailboxRepository(self.records)
        self.mailboxes = MailboxService(mailboxes, accounts, directory, self.clock)
        self.feedback = FeedbackService(mailboxes, self.clock)
        self.letters = InvitationLetters(
            self.storage,
            self.tokens,
            cast("Mailer", self.outgoing),
            Templates("functions.invite.mails"),
            ORIGIN,
            self.feedback,
            self.clock,
        )
        self.password_letters = PasswordLetters(
            reset_storage,
            self.storage,
            self.tokens,
            cast("Mailer", self.outgoing),
            Templates("functions.invite.mails"),
            ORIGIN,
            self.clock,
        )
        self.naming = NameService(accounts, contacts, self.access_storage, self.storage)
        self.closures = ClosureService(accounts, self.access_storage)
        self.logins = LoginService(self.access_storage, accounts)

    def found(self, slug: str = "harbor-tax", owner_email: str = OWNER_EMAIL) -> Firm:
        """Found a firm; its owner is invited."""
        return self.members.found_firm(
            slug=slug,
            name="Harbor Tax Advisors",
            time_zone="America/New_York",
            locale=Locale.EN,
            owner_name="Olivia Reed",
            owner_email=owner_email,
        )

    def opened(self, slug: str = "harbor-tax", owner_email: str = OWNER_EMAIL) -> Caller:
        """Found a firm and let its owner in; give the owner."""
        firm = self.found(slug, owner_email)
        self.enter(firm.id, member_id(firm.id, owner_email))
        return self.caller(firm.id, member_id(firm.id, owner_email))

    def colleague(
        self,
        owner: Caller,
        name: str = "Emil Brandt",
        role: Role = Role.EMPLOYEE,
        rights: frozenset[Right] = frozenset(),
    ) -> Caller:
        """Invite a colleague and let them in."""
        email = f"{name.split()[0].lower()}@harbor-tax.example"
        member = self.members.invite(owner, None, name=name, email=email, role=role, rights=rights, locale=None)
        self.enter(member.firm, member.id)
        return self.caller(member.firm, member.id)

    def account(self, caller: Caller, name: str = "Doe Family", assigned: frozenset[MemberId] | None = None) -> Account:
        return self.accounts.add(caller, None, name=name, kind=AccountKind.PERSON, assigned=assigned)

    def contact(
        self,
        caller: Caller,
        name: str = "Jane Doe",
        emails: tuple[str, ...] = ("jane@doe.example",),
        locale: Locale = Locale.EN,
    ) -> Contact:
        return self.contacts.add(caller, None, name=name, emails=emails, locale=locale)

    def tie(self, caller: Caller, account: Account, contact: Contact, email: str | None = None) -> Tie:
        return self.ties.add(
            caller,
            account.id,
            None,
            contact=contact.id,
            email=email or contact.emails[0],
            notify=True,
            email_sync=False,
            signatory=False,
        )

    def grant(self, caller: Caller, tie: Tie, *, invite: bool = False, message: str | None = None) -> Person:
        _, person = self.granting.grant(caller, tie.account, tie.id, None, invite=invite, message=message)
        return person

    def invited(self, caller: Caller, locale: Locale = Locale.EN, message: str | None = None) -> Person:
        """Add an account and a contact, and invite them."""
        tie = self.tie(caller, self.account(caller), self.contact(caller, locale=locale))
        return self.grant(caller, tie, invite=True, message=message)

    def left_behind(self, caller: Caller, email: str = "office@doe.example") -> Person:
        """Bring somebody in by an e-mail, then revoke their access and take it from them; who came in by it."""
        contact = self.contact(caller, "Ann Doe", (email, "ann@doe.example"))
        tie = self.tie(caller, self.account(caller, "Doe Before"), contact)
        person = self.grant(caller, tie, invite=True)
        self.accept(person)
        self.granting.revoke(caller, tie.account, tie.id, None)
        self.emails.remove(caller, contact.id, None, email=email)
        return self.person(person.firm, email)

    def token(self, credential: Member | Person, generation: int | None = None) -> str:
        """The token of the credential's link, the latest unless another generation's is asked."""
        number = generation or credential.invitation.generation
        return self.tokens.derive(claims_of(credential.firm, credential.id, number))

    def accept(self, credential: Member | Person, password: str = PASSWORD, once: Once | None = None) -> Session:
        admission = self.activation.accept(self.token(credential), password, LINK, once).admission
        assert isinstance(admission, Session)
        return admission

    def enter(self, firm: FirmId, credential: MemberId | PersonId) -> Session:
        """Let the invited accept."""
        invited = self.standing(firm, credential)
        return self.accept(invited)

    def caller(self, firm: FirmId, credential: MemberId | PersonId) -> Caller:
        kind = ActorKind.MEMBER if credential.startswith("mem_") else ActorKind.PERSON
        return Caller(Identity(kind, firm, credential, self.clock.now), MANUAL)

    def now(self, caller: Caller) -> Identity:
        """The caller's identity out of a sign-in of this moment."""
        return replace(caller.identity, signed_in_at=self.clock.now)

    def standing(self, firm: FirmId, credential: MemberId | PersonId) -> Member | Person:
        found = self.storage.find(firm, credential)
        assert found is not None
        return found

    def person(self, firm: FirmId, email: str = "jane@doe.example") -> Person:
        return self.access_storage.person(firm, person_id(firm, email))

    def stored(self, account: Account) -> Account:
        """The account as it stands, whoever may see it."""
        return Account.model_validate(self.records.items[keys.account(account.firm, account.id)])

    def store(self, account: Account) -> None:
        """Let an account stand as given."""
        self.records.put(items.account(account))

    def decree(self, firm: FirmId, policy: Policy) -> None:
        """Let a policy stand, as the room settings writes it."""
        self.records.put(item(directory_keys.policy(firm), schema.POLICY, **policy.model_dump(mode="json")))

    def told(self, name: str | None = None) -> list[Event]:
        """The events announced so far, all or those of one name."""
        return [each.event for each in self.records.envelopes() if name in {None, each.event.name}]

    def named(self) -> list[str]:
        """The names of the events announced so far."""
        return [each.name for each in self.told()]

    def last(self, name: str) -> Envelope:
        """The latest event of a name, in its envelope."""
        return [each for each in self.records.envelopes() if each.event.name == name][-1]

    def wait(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))


MANUAL = Provenance("req-1", Source.MANUAL, "203.0.113.7", "Test/1.0")
LINK = Provenance("req-2", Source.LINK, "203.0.113.8", "Test/1.0")


def key(text: str = "key-1", body: str = "body-1") -> Once:
    """The wish that a call has one effect."""
    return Once(text, body)
