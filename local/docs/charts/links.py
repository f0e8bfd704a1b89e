"""Links, which are the kernel's, and who reads them."""

from collections.abc import Mapping

from local.docs.chart import Chart

CHARTS: Mapping[str, Chart] = {
    "LINK": Chart(
        "the head of a link: what is the same for all its recipients",
        "F#<firm>#L#<link>",
        "LINK",
        g1=("F#<firm>#A#<account>#LINKS", "<made at>#<link>"),
        g2=("F#<firm>#LINKS", "<made at>#<link>"),
    ),
    "LINK_RECIPIENT": Chart(
        "whom a link is for: address, expiry, gates and counters",
        "F#<firm>#L#<link>",
        "R#<number>",
        g1=("F#<firm>#M#<member>#LINKS", "<made at>#<link>#<number>"),
        g2=("F#<firm>#LINKTO#<digest of the domain>", "<digest of the e-mail>#<made at>#<link>#<number>"),
        timer="link",
        note="timer while it can run out; g2 of none that is for anyone",
    ),
    "LINK_PASS": Chart(
        "half an hour behind the gates of a link",
        "F#<firm>#L#<link>",
        "PASS#<digest of the pass>",
        g1=("F#<firm>#L#<link>#LOG", "<opened at>#<digest of the pass>"),
        note="removed a week after it is over",
    ),
    "LINK_USE": Chart(
        "the handing out of one thing to one pass, for ten minutes",
        "F#<firm>#L#<link>",
        "USE#<name>",
        g1=("F#<firm>#L#<link>#LOG", "<used at>#<name>"),
        note="not in g1, and removed ten minutes later: a document that was handed out in a file of several",
    ),
    "LINK_VISIT": Chart(
        "how many files one of the visits by a link for anyone brought, and what of its list they were for",
        "F#<firm>#L#<link>",
        "VISIT#<visit>",
    ),
    "LINKS_ERASING": Chart(
        "that all links of an account that is erased are to go",
        "F#<firm>#A#<account>",
        "LINKS#ERASING",
        timer="erasing-links",
    ),
}

READS: tuple[tuple[str, str, str], ...] = (
    ("capability.LinkGate.look", "the recipient, which proves a token", "Get `F#<firm>#L#<link>` `R#<number>`"),
    (
        "capability.LinkGate._scene",
        "all that a bearer's call depends on: head, account, sender, policy, firm, pass, targets",
        "BatchGet",
    ),
    ("links.AddresseeRepository.addressed", "a link with one recipient, the firm and the account", "BatchGet"),
    ("links.AddresseeRepository._active", "those of some members who are active", "BatchGet"),
    (
        "links.ContactRepository.ended_in",
        "the contact somebody goes by, who went into another",
        "Get `F#<firm>#C#<contact>` `CONTACT`, each they went into",
    ),
    (
        "links.ErasingRepository.begin",
        "what is left to do of an erased account's links",
        "Get `F#<firm>#A#<account>` `LINKS#ERASING`",
    ),
    (
        "links.ErasingRepository.due",
        "erased accounts of which links are left",
        "Query g4 `DUE#erasing-links#<shard>`, and Get of each",
    ),
    (
        "links.ErasingRepository.first",
        "the first links of an account that is erased, as they stand",
        "Query g1 `F#<firm>#A#<account>#LINKS`, and BatchGet of their heads",
    ),
    (
        "links.ErasingRepository.forget_doings",
        "the first openings, then uses, of a link",
        "Query `F#<firm>#L#<link>` `PASS#…` or `USE#…`",
    ),
    ("links.HandoverRepository.members", "up to 100 members, who may come to answer for links", "BatchGet"),
    (
        "links.HandoverRepository.sent_by",
        "the links a member answers for",
        "Query g1 `F#<firm>#M#<member>#LINKS`, and BatchGet of their heads",
    ),
    (
        "links.HandoverRepository.of_account",
        "the links of an account that went into another, as they stand",
        "Query g1 `F#<firm>#A#<account>#LINKS`, and BatchGet of their heads",
    ),
    ("links.HandoverRepository.standing", "the firm, a member, and accounts", "BatchGet"),
    (
        "links.LinkRepository.history",
        "the newest 100 of what was done with a link",
        "Query g1 `F#<firm>#L#<link>#LOG`, backwards",
    ),
    (
        "links.LinkRepository.list",
        "links of the firm or of an account, newest first",
        "Query g2 `F#<firm>#LINKS` or g1 `F#<firm>#A#<account>#LINKS`, backwards",
    ),
    ("links.LinkRepository.look", "ties and contacts a link is to go to", "BatchGet"),
    ("links.LinkRepository.planned", "the timers of links, the soonest first", "Query g3 `F#<firm>#PLAN`"),
    ("links.LinkRepository.recipient", "one recipient", "Get `F#<firm>#L#<link>` `R#<number>`"),
    ("links.LinkRepository.recipients", "whom a link is for", "Query `F#<firm>#L#<link>` `R#…`"),
    ("links.LinkRepository.ties", "whom the e-mails of an account belong to", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("links.LinkRepository.whole", "a link with its recipients", "BatchGet"),
    ("links.RevocationRepository._look_at", "the accounts of up to 100 links, for who does not see all", "BatchGet"),
    (
        "links.RevocationRepository._pages",
        "links of a person, a domain, a sender or a time window",
        "Query g2 `F#<firm>#LINKTO#<digest of the domain>`, g1 `F#<firm>#M#<member>#LINKS` or g2 `F#<firm>#LINKS`",
    ),
    ("links.RevocationRepository.read", "up to 25 links with their accounts", "BatchGet, twice"),
    ("links.TimerRepository.due", "links whose timer is due", "Query g4 `DUE#link#<shard>`, and Get of each"),
)
