"""Between invite's entities and its items; each method is one request, or one transaction with its outbox."""

from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.assignments import AssignmentRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.emails import EmailRepository
from functions.invite.repository.erasures import ErasureRepository
from functions.invite.repository.firms import FirmRepository
from functions.invite.repository.imports import ImportRepository
from functions.invite.repository.mailboxes import MailboxRepository
from functions.invite.repository.members import MemberRepository
from functions.invite.repository.merging import MergingRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.repository.resets import ResetRepository

__all__ = [
    "AccessRepository",
    "AccessRequestRepository",
    "AccountRepository",
    "AssignmentRepository",
    "ContactRepository",
    "CredentialRepository",
    "EmailRepository",
    "ErasureRepository",
    "FirmRepository",
    "ImportRepository",
    "MailboxRepository",
    "MemberRepository",
    "MergingRepository",
    "ResetRepository",
]
