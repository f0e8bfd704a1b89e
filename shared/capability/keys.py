"""Where links stand."""

from shared.domain.ids import AccountId, FirmId, LinkId, MemberId, bare, digest, email_digest
from shared.table.keys import Key, by_time, within


def link(of: FirmId, link: LinkId) -> Key:
    return Key(parts(of, link), "LINK")


def recipient(of: FirmId, link: LinkId, n: int) -> Key:
    return Key(parts(of, link), f"{RECIPIENTS}{n:02}")


def link_pass(of: FirmId, link: LinkId, proof: str) -> Key:
    return Key(parts(of, link), f"{PASSES}{proof}")


def use(of: FirmId, link: LinkId, name: str) -> Key:
    """One use of a link: the same pass and document within ten minutes is the same use."""
    return Key(parts(of, link), f"{USES}{name}")


def visit(of: FirmId, link: LinkId, visit: str) -> Key:
    """What was sent in one of the visits by a link for anyone."""
    return Key(parts(of, link), f"{VISITS}{visit}")


def parts(of: FirmId, link: LinkId) -> str:
    return within(of, "L", bare(link))


def every_link(of: FirmId) -> str:
    """How the partition of each link of a firm begins."""
    return within(of, "L", "")


def history(of: FirmId, link: LinkId) -> str:
    """What was done with a link, newest last: openings and uses."""
    return within(of, "L", bare(link), "LOG")


def links_of_account(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account), "LINKS")


def links(of: FirmId) -> str:
    return within(of, "LINKS")


def links_by(of: FirmId, creator: MemberId) -> str:
    """What a member has sent out, by recipient."""
    return within(of, "M", bare(creator), "LINKS")


def links_to(of: FirmId, email: str) -> str:
    """What was sent to addresses of one domain; a digest, since keys are seen where attributes are not."""
    return within(of, "LINKTO", digest("domain", of, email.rpartition("@")[2]))


def links_to_address(of: FirmId, email: str) -> str:
    """Where the links to one address begin among those to its domain."""
    return f"{email_digest(of, email)}#"


def by_recipient(at: str, link: LinkId, n: int) -> str:
    """Sort recipients by the time their link was made, those of one link together."""
    return f"{by_time(at, bare(link))}#{n:02}"


RECIPIENTS = "R#"
PASSES = "PASS#"
USES = "USE#"
VISITS = "VISIT#"
