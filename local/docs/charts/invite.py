"""Who belongs to a firm, and who may enter."""

from collections.abc import Mapping

from local.docs.chart import Chart

_NAME = "<name>#<account>"
_TIMER = "invitation"

CHARTS: Mapping[str, Chart] = {
    "FIRM": Chart("the tenant", "F#<firm>", "FIRM"),
    "MEMBER": Chart(
        "somebody who works at the firm, with their invitation",
        "F#<firm>#M#<member>",
        "MEMBER",
        g1=("F#<firm>#MEM", "<name>#<member>"),
        timer=_TIMER,
        note="timer while invited",
    ),
    "MEMBER_ACCOUNT": Chart(
        "the pointer from a member to an account assigned to them", "F#<firm>#M#<member>", "ACC#<account>"
    ),
    "ACCOUNT": Chart(
        "a client of the firm, with its counters",
        "F#<firm>#A#<account>",
        "ACCOUNT",
        g1=("F#<firm>#<ACC, ACC#archived or ACC#deleted>", _NAME),
        g2=("F#<firm>#ACC#<badge>", _NAME),
        timer="erase",
        note="g2 while it is active and not for guests; timer while deleted; in no index once erased",
    ),
    "GUEST_ACCOUNT": Chart("the one account for what belongs to no client", "F#<firm>", "GUEST"),
    "NAME_WORD": Chart(
        "a word by which an account or a contact is found",
        "F#<firm>#N#<ACC or CON>#<2 letters>",
        "<word>#<account or contact>",
        note="the first 8 words of a name, folded",
    ),
    "CONTACT": Chart(
        "a human being with their e-mails",
        "F#<firm>#C#<contact>",
        "CONTACT",
        g1=("F#<firm>#CON", "<name>#<contact>"),
    ),
    "EMAIL": Chart("the one contact that holds an e-mail", "F#<firm>#E#<e-mail digest>", "EMAIL"),
    "TIE": Chart(
        "an e-mail of a contact tied to an account",
        "F#<firm>#A#<account>",
        "TIE#<e-mail digest>",
        g1=("F#<firm>#C#<contact>", "<account>"),
    ),
    "PERSON": Chart(
        "the credential of one e-mail, with its invitation",
        "F#<firm>#E#<e-mail digest>",
        "PERSON",
        g2=("F#<firm>#PENDING", "<sent at, or 0>#<e-mail digest>"),
        timer=_TIMER,
        note="g2 until they are in, timer while invited",
    ),
    "ACCESS_REQUEST": Chart(
        "what a client asked the firm for",
        "F#<firm>#ASK#<request>",
        "ASK",
        g1=("F#<firm>#A#<account>#ASK", "<contact>#<asked at>#<request>"),
        g2=("F#<firm>#ASK", "<asked at>#<request>"),
        note="g2 while open; removed a year after it was decided",
    ),
    "ACCESS_REQUEST_COUNT": Chart("how many of an account's requests are open", "F#<firm>#A#<account>", "ASKS"),
    "PASSWORD_RESET": Chart(
        "the latest wish for a new password of a member or a person, with a proof of its link",
        "F#<firm>#<M or E>#<member or e-mail digest>",
        "RESET",
        note="of nobody, removed a day after its end",
    ),
    "IMPORT": Chart(
        "a sheet of clients that was announced, and the jobs that check it and take it in",
        "F#<firm>#IMP#<import>",
        "IMPORT",
        note="removed after 90 days",
    ),
}

READS: tuple[tuple[str, str, str], ...] = (
    ("invite.AccountRepository.get", "an account", "Get `F#<firm>#A#<account>` `ACCOUNT`"),
    ("invite.AccountRepository.get_all", "up to 100 accounts", "BatchGet"),
    ("invite.AccountRepository.list", "active accounts by name", "Query g1 `F#<firm>#ACC`"),
    ("invite.AccountRepository.list_in", "archived or deleted accounts by name", "Query g1 `F#<firm>#ACC#<status>`"),
    ("invite.AccountRepository.list_wearing", "active accounts of a badge", "Query g2 `F#<firm>#ACC#<badge>`"),
    (
        "invite.AccountRepository.search",
        "accounts by the beginning of a word of their name",
        "Query `F#<firm>#N#ACC#<2 letters>` `<word>…`",
    ),
    (
        "invite.AccountRepository.list_assigned",
        "the accounts assigned to a member",
        "Query `F#<firm>#M#<member>` `ACC#…`, then BatchGet",
    ),
    ("invite.AccessRepository.tie", "a tie", "Get `F#<firm>#A#<account>` `TIE#<e-mail digest>`"),
    ("invite.AccessRepository.list_ties", "the ties of an account", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("invite.AccessRepository.find_person", "a person", "Get `F#<firm>#E#<e-mail digest>` `PERSON`"),
    ("invite.AccessRepository.persons", "up to 100 persons", "BatchGet"),
    (
        "invite.ErasureRepository.due",
        "deleted accounts whose time is over, as they stand",
        "the sweep's query, then Get each",
    ),
    (
        "invite.ErasureRepository.people",
        "what is left of an account's people",
        "Query `F#<firm>#A#<account>` `TIE#…`, then BatchGet",
    ),
    (
        "invite.AccessRepository.list_pending",
        "who has not come in yet, by when they were sent their link, both ways",
        "Query g2 `F#<firm>#PENDING`",
    ),
    ("invite.AccessRepository.assigned_among", "which accounts are assigned to a member", "BatchGet, by the hundred"),
    (
        "invite.BulkRepository._all",
        "whom a filter means, for the worker: the pending list, a member's accounts",
        "Query, page by page",
    ),
    ("invite.AccessRequestRepository.get", "a client's request", "Get `F#<firm>#ASK#<request>` `ASK`"),
    ("invite.AccessRequestRepository.look", "what a decision is about", "BatchGet"),
    ("invite.AccessRequestRepository.list_open", "what waits for the firm, oldest first", "Query g2 `F#<firm>#ASK`"),
    (
        "invite.AccessRequestRepository.waiting",
        "what waits for an account that was deleted or went into another",
        "BatchGet, then page by page to the last that is open",
    ),
    (
        "invite.AccessRequestRepository.pages",
        "what was asked for an account",
        "Query g1 `F#<firm>#A#<account>#ASK`, page by page",
    ),
    ("invite.AccessRequestRepository.decline_all", "the ties it is asked for", "BatchGet"),
    (
        "invite.AccessRequestRepository.list_by",
        "what one client asked for an account, newest first",
        "Query g1 `F#<firm>#A#<account>#ASK` `<contact>#…`, backwards",
    ),
    ("invite.EmailRepository.ties_of", "the ties of a contact", "Query g1 `F#<firm>#C#<contact>`, to the end"),
    ("invite.EmailRepository.ties_at", "the ties of one e-mail in some accounts", "BatchGet, by the hundred"),
    ("invite.EmailRepository.person", "a person", "Get `F#<firm>#E#<e-mail digest>` `PERSON`"),
    ("invite.ContactRepository.get", "a contact", "Get `F#<firm>#C#<contact>` `CONTACT`"),
    ("invite.ContactRepository.list_ties", "the ties of a contact", "Query g1 `F#<firm>#C#<contact>`"),
    ("invite.ContactRepository.list", "all contacts by name", "Query g1 `F#<firm>#CON`"),
    (
        "invite.ContactRepository.search",
        "contacts by the beginning of a word of their name",
        "Query `F#<firm>#N#CON#<2 letters>` `<word>…`",
    ),
    ("invite.CredentialRepository.find", "a member or a person", "Get"),
    ("invite.CredentialRepository.find_with_firm", "a member or a person, with the firm", "BatchGet"),
    ("invite.CredentialRepository.correspondence", "whom a letter is to, from whom, by whom", "BatchGet"),
    ("invite.CredentialRepository.accounts", "the accounts a person may enter", "BatchGet"),
    (
        "invite.CredentialRepository.is_done",
        "whether a call was done before",
        "Get `F#<firm>#IDEM#<digest of principal, route and key>` `IDEM`",
    ),
    ("invite.CredentialRepository.due", "whose invitation is over, as they stand", "the sweep's query, then Get each"),
    ("invite.FirmRepository.get", "the firm, with the offer of it", "Get `F#<firm>` `FIRM`"),
    ("invite.MailboxRepository.concerned", "the mark on an address and the credentials it concerns", "BatchGet"),
    ("invite.MergingRepository.ties", "what is left of an account's ties", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("invite.MergingRepository.ties_of_contact", "what is left of a contact's ties", "Query g1 `F#<firm>#C#<contact>`"),
    ("invite.MergingRepository.places", "up to 50 ties' twins in another account, and their persons", "BatchGet"),
    (
        "invite.MergingRepository.account",
        "an account, or the one it went into",
        "Get `F#<firm>#A#<account>` `ACCOUNT`, on to the last",
    ),
    ("invite.MergingRepository.source", "an account that went into another", "Get `F#<firm>#A#<account>` `ACCOUNT`"),
    ("invite.MergingRepository.members", "up to 100 members, for their names", "BatchGet"),
    (
        "invite.MergingRepository.contact",
        "a contact, or whom they went into",
        "Get `F#<firm>#C#<contact>` `CONTACT`, on to the last",
    ),
    ("invite.MemberRepository.firm", "the firm, with when it was founded", "Get `F#<firm>` `FIRM`"),
    ("invite.MemberRepository.find", "a member", "Get `F#<firm>#M#<member>` `MEMBER`"),
    ("invite.MemberRepository.list", "all members by name", "Query g1 `F#<firm>#MEM`"),
    ("invite.ResetRepository.find", "a wish for a new password, whose it is, and the firm", "BatchGet"),
    ("invite.ImportRepository.get", "an import", "Get `F#<firm>#IMP#<import>` `IMPORT`"),
    ("invite.ImportRepository.jobs", "the jobs of an import", "BatchGet"),
    ("invite.IntakeRepository._read", "what rows of an import name", "BatchGet, a hundred items each"),
    (
        "invite.DepartureRepository.accounts",
        "the accounts an export goes through",
        "Query g1 `F#<firm>#ACC` or those of a status, stretch by stretch",
    ),
    ("invite.DepartureRepository.contacts", "the contacts", "Query g1 `F#<firm>#CON`, stretch by stretch"),
    ("invite.DepartureRepository.ties", "everybody of an account", "Query `F#<firm>#A#<account>` `TIE#…`, all of it"),
    ("invite.DepartureRepository.is_tied", "whether a contact has an account", "Query g1 `F#<firm>#C#<contact>`, one"),
    ("invite.DepartureRepository.by_id", "contacts of ties", "BatchGet"),
    ("invite.DepartureRepository.emails", "whom accounts are assigned to", "BatchGet"),
)
