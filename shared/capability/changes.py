"""What the team and the clock change of links that are out, each on the condition that it is as it was seen.

People use a link while it is changed, so single attributes are written, never a recipient whole. Whoever was overtaken
is told so; what is revoked or completed stays so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil

from shared.capability import items, keys
from shared.capability.model import Link, Recipient
from shared.domain.clock import stamp
from shared.domain.errors import ConflictError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import AccountId, ContactId, MemberId
from shared.published.documents import main_folder_id
from shared.table import schema
from shared.table.actions import Action, Item, Refusal, check, clear, delete, update
from shared.table.keys import Key

RESEND_COOL_DOWN = timedelta(seconds=60)

_LASTING = "attribute_exists(#pk) AND attribute_not_exists(#revoked_at) AND attribute_not_exists(#done_at)"
_AS_SEEN = f"{_LASTING} AND #generation = :seen"


class LinkSentTooSoonError(ConflictError):
    """Each sending kills the link of the one before: somebody is just opening that."""

    code = "LINK_SENT_TOO_SOON"
    title = "This link was sent a moment ago."


class AlreadyRevokedError(Exception):
    """It is revoked: there is nothing to do."""


def demand_lasting(of: Recipient) -> None:
    """Refuse to change what is revoked or completed for good."""
    if of.revoked_at is not None or of.done_at is not None:
        raise _over()


def demand_resendable(of: Recipient, now: datetime) -> None:
    """Refuse a second letter within a minute of the first, and one to nobody."""
    demand_lasting(of)
    if of.is_anyone:
        raise WrongStateError("This link has no address to send it to.")
    if of.sent_at is not None and now < of.sent_at + RESEND_COOL_DOWN:
        raise LinkSentTooSoonError(retry_after=ceil((of.sent_at + RESEND_COOL_DOWN - now).total_seconds()))


def extended(of: Recipient, after: Recipient) -> Action:
    """Give a recipient another expiry, or none, with the timers that go with it."""
    changed = {"expires_at": _spelled(after.expires_at), **items.timed(after, items.due_at(after))}
    return _change(of, changed, when=_AS_SEEN, values={":seen": of.generation}, failed=_why_not)


def edited(link: Link) -> Action:
    """Count an edit of what is said of a link's recipients; StaleVersionError when another came first."""
    return update(
        keys.link(link.firm, link.id),
        "SET #v = #v + :one",
        when="#v = :seen AND attribute_not_exists(#revoked_at)",
        values={":seen": link.v, ":one": 1},
        failed=StaleVersionError,
    )


def raised(of: Recipient, after: Recipient) -> Action:
    """Set how often a link may be used, and how many bytes it takes, in all; WrongStateError when it was by now."""
    changed: dict[str, object] = {}
    when = _AS_SEEN
    if after.max_uses != of.max_uses:
        changed["max_uses"] = after.max_uses
        when = when if after.max_uses is None else f"{when} AND #uses < :max_uses"
    if after.max_bytes != of.max_bytes:
        changed["max_bytes"] = after.max_bytes
        room = "(attribute_not_exists(#bytes) OR #bytes < :max_bytes)"
        when = when if after.max_bytes is None else f"{when} AND {room}"
    values = {":seen": of.generation}
    return _change(of, changed, when=when, values=values, failed=lambda found: _why_not_raised(found, of))


def resent(of: Recipient, after: Recipient, now: datetime) -> Action:
    """Begin the next generation; of several at once one does, and the others came too soon."""
    changed: dict[str, object] = {
        "generation": after.generation,
        "proof": after.proof,
        "ended": [each.model_dump(mode="json") for each in after.ended],
        "expires_at": _spelled(after.expires_at),
        "sent_at": _spelled(after.sent_at),
        "fails": after.fails,
        **dict.fromkeys(("warned_for", "shut_until", "renewal_asked_at", "renewal_declined_at", "code_at")),
        **items.timed(after, items.due_at(after)),
    }
    return _change(of, changed, when=_AS_SEEN, values={":seen": of.generation}, failed=lambda found: _late(found, now))


def renewal_declined(of: Recipient) -> Action:
    """Note that the wish for more time was declined; the same is not wished again before another expiry."""
    asked = _spelled(of.renewal_asked_at)
    when = (
        f"{_AS_SEEN} AND #renewal_asked_at = :asked "
        "AND (attribute_not_exists(#renewal_declined_at) OR #renewal_declined_at <> :asked)"
    )
    changed = {"renewal_declined_at": asked}
    return _change(of, changed, when=when, values={":seen": of.generation, ":asked": asked}, failed=_why_not)


def as_sent(of: Recipient) -> Action:
    """Make a transaction depend on the address that was read being the one that is good."""
    return check(_key(of), when=_AS_SEEN, values={":seen": of.generation}, failed=_why_not)


def revoked(of: Recipient, now: datetime) -> Action:
    """End it for good, whatever became of it since it was read; AlreadyRevokedError when that is so already."""
    changed = {"revoked_at": stamp(now), **items.timed(of, None)}
    return _change(of, changed, when=_LASTING, values={}, failed=_why_not_revoked)


def revoked_whole(link: Link, now: datetime) -> Action:
    """End a link for all its recipients by one write; AlreadyRevokedError when that is so already."""
    return update(
        keys.link(link.firm, link.id),
        "SET #revoked_at = :now, #v = #v + :one",
        when="attribute_exists(#pk) AND attribute_not_exists(#revoked_at)",
        values={":now": stamp(now), ":one": 1},
        failed=lambda found: AlreadyRevokedError() if found else NotFoundError(),
    )


def handed_over(link: Link, to: MemberId, name: str) -> list[Action]:
    """Let another member answer for a link: the head and each recipient, 1 + k actions, once."""
    values = {":from": link.creator, ":to": to}
    head = update(
        keys.link(link.firm, link.id),
        "SET #creator = :to, #creator_name = :name, #v = #v + :one REMOVE #suspended_for",
        when="#creator = :from AND attribute_not_exists(#revoked_at)",
        values={**values, ":name": name, ":one": 1},
        failed=StaleVersionError,
    )
    recipients = (
        update(
            keys.recipient(link.firm, link.id, n),
            "SET #creator = :to, #g1pk = :list",
            when="#creator = :from",
            values={**values, ":list": keys.links_by(link.firm, to)},
            failed=StaleVersionError,
        )
        for n in range(1, link.recipients + 1)
    )
    return [head, *recipients]


def moved_along(link: Link, recipients: Sequence[Recipient], to: AccountId) -> list[Action]:
    """Let a link go on under the account that its own went into: the head and each recipient, 1 + k actions, once.

    What was for the account's own folder is for the other's own from here on; all else keeps its name wherever it goes.
    """
    own, other = main_folder_id(link.firm, link.account), main_folder_id(link.firm, to)
    aims = [each.model_copy(update={"id": other}) if each.id == own else each for each in link.targets]
    values = {
        ":from": link.account,
        ":to": to,
        ":aims": [each.model_dump(mode="json", exclude_none=True) for each in aims],
    }
    head = update(
        keys.link(link.firm, link.id),
        "SET #account = :to, #targets = :aims, #g1pk = :list, #v = #v + :one",
        when="#account = :from",
        values={**values, ":list": keys.links_of_account(link.firm, to), ":one": 1},
        failed=StaleVersionError,
    )
    rest = (
        update(
            _key(each),
            "SET #account = :to, #targets = :aims",
            when="#account = :from",
            values=values,
            failed=StaleVersionError,
        )
        for each in recipients
    )
    return [head, *rest]


def gone(link: Link) -> list[Action]:
    """Take a link away for good: the head and each recipient, 1 + k actions. What was done with it goes before."""
    head = delete(
        keys.link(link.firm, link.id),
        when="attribute_not_exists(#pk) OR #account = :account",
        values={":account": link.account},
        failed=StaleVersionError,
    )
    places = (keys.recipient(link.firm, link.id, n) for n in range(1, link.recipients + 1))
    return [head, *(clear(each, schema.LINK_RECIPIENT) for each in places)]


def doings_gone(found: Iterable[Item]) -> list[Action]:
    """Take openings, uses and visits of a link away, some of which may be gone already."""
    kinds = {each.name: each for each in (schema.LINK_PASS, schema.LINK_USE, schema.LINK_VISIT)}
    return [clear(Key(each["pk"], each["sk"]), kinds[each["et"]]) for each in found]


def of_contact(of: Recipient, contact: ContactId) -> Action:
    """Let what was sent to a contact be another's, into whom that one went."""
    values = {":from": of.contact, ":to": contact}
    return update(_key(of), "SET #contact = :to", when="#contact = :from", values=values, failed=StaleVersionError)


def suspension_told(link: Link) -> Action:
    """Note that everybody was told that nobody answers for a link, for this one of its senders."""
    return update(
        keys.link(link.firm, link.id),
        "SET #suspended_for = :creator",
        when="#creator = :creator AND attribute_not_exists(#suspended_for) AND attribute_not_exists(#revoked_at)",
        values={":creator": link.creator},
        failed=StaleVersionError,
    )


def suspension_over(link: Link) -> Action:
    """Forget that it was told: its sender answers for it again."""
    return update(
        keys.link(link.firm, link.id),
        "REMOVE #suspended_for",
        when="#creator = :creator AND #suspended_for = :creator",
        values={":creator": link.creator},
        failed=StaleVersionError,
    )


def warned(of: Recipient, due_at: str) -> Action:
    """Note the warning of this expiry, which is what it waits for next."""
    changed = {"warned_for": _spelled(of.expires_at), **items.timed(of, of.expires_at)}
    return _timed(of, changed, due_at)


def retimed(of: Recipient, at: datetime | None, due_at: str) -> Action:
    """Let it wait for this moment, or for nothing any more."""
    return _timed(of, items.timed(of, at), due_at)


def _timed(of: Recipient, changed: Mapping[str, object], due_at: str) -> Action:
    """Change it while it still waits for what it was found to; StaleVersionError else, since somebody came first."""
    return _change(of, changed, when="#due_at = :due", values={":due": due_at}, failed=StaleVersionError)


def _change(
    of: Recipient, changed: Mapping[str, object], *, when: str, values: Mapping[str, object], failed: Refusal
) -> Action:
    """Set what has a value and take away what has none."""
    kept = {name: value for name, value in changed.items() if value is not None}
    sets = f"SET {', '.join(f'#{name} = :{name}' for name in kept)}" if kept else ""
    gone = [f"#{name}" for name, value in changed.items() if value is None]
    takes = f"REMOVE {', '.join(gone)}" if gone else ""
    given = {f":{name}": value for name, value in kept.items()}
    return update(_key(of), f"{sets} {takes}".strip(), when=when, values={**given, **values}, failed=failed)


def _key(of: Recipient) -> Key:
    return keys.recipient(of.firm, of.link, of.n)


def _spelled(at: datetime | None) -> str | None:
    return stamp(at) if at else None


def _over() -> WrongStateError:
    return WrongStateError("This link is revoked or done with.")


def _why_not(found: Item | None) -> Exception:
    if found is None:
        return NotFoundError()
    return _over() if _is_over(found) else StaleVersionError()


def _why_not_raised(found: Item | None, of: Recipient) -> Exception:
    if found is None or _is_over(found) or found["generation"] != of.generation:
        return _why_not(found)
    return WrongStateError("It was used as often, or took as much, already.")


def _late(found: Item | None, now: datetime) -> Exception:
    if found is None or _is_over(found):
        return _why_not(found)
    try:
        demand_resendable(Recipient.model_validate(found), now)
    except LinkSentTooSoonError as late:
        return late
    return StaleVersionError()


def _why_not_revoked(found: Item | None) -> Exception:
    if found is None:
        return NotFoundError()
    return AlreadyRevokedError() if "revoked_at" in found else _over()


def _is_over(found: Item) -> bool:
    return "revoked_at" in found or "done_at" in found
