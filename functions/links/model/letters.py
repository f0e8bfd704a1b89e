"""Whom a letter about a link is to."""

from dataclasses import dataclass

from shared.capability.model import Link, Recipient
from shared.directory import FirmRecord, MemberRecord


@dataclass(frozen=True)
class Addressed:
    """A recipient with what their letter speaks of. `tester` reads in their place what is only tried out.

    `sender` is who answers for the link, where that was asked for.
    """

    recipient: Recipient
    link: Link
    firm: FirmRecord
    tester: MemberRecord | None = None
    sender: MemberRecord | None = None

    @property
    def email(self) -> str | None:
        return self.tester.email if self.tester else self.recipient.email

    @property
    def name(self) -> str | None:
        return self.tester.name if self.tester else self.recipient.name
