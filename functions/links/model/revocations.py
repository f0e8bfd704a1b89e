"""Links that are ended together: which ones, and what the entries of such a job are called."""

from dataclasses import dataclass
from datetime import datetime

from shared.capability.model import LinkKind, Recipient
from shared.domain.entities import Entity
from shared.domain.ids import LinkId, MemberId, known

REVOCATION = "link_revocation"
# Which jobs are this room's to do.
KINDS = frozenset({REVOCATION})
MOST_REVOKED = 10_000


class Chosen(Entity):
    """Which links are meant: all that is said holds of each. Whom `email` or `domain` names, of a link for many."""

    email: str | None = None
    domain: str | None = None
    creator: MemberId | None = None
    made_from: datetime | None = None
    made_until: datetime | None = None
    kind: LinkKind | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it says anything but a kind, which alone would be all there is."""
        return any((self.email, self.domain, self.creator, self.made_from, self.made_until))

    def means(self, of: Recipient) -> bool:
        """Tell whether one recipient's link is among them."""
        return (
            self.email in {None, of.email}
            and (self.domain is None or (of.email or "").rpartition("@")[2] == self.domain)
            and self.creator in {None, of.creator}
            and self.kind in {None, of.kind}
            and (self.made_from is None or of.created_at >= self.made_from)
            and (self.made_until is None or of.created_at <= self.made_until)
        )


@dataclass(frozen=True)
class Entry:
    """What is to be ended: a link for one of its recipients, or for all."""

    link: LinkId
    n: int | None

    def __str__(self) -> str:
        return self.link if self.n is None else f"{self.link}/{self.n}"


def entry(text: str) -> Entry:
    """Read an entry of the job's list."""
    link, _, n = text.partition("/")
    return Entry(known(LinkId, link), int(n) if n else None)
