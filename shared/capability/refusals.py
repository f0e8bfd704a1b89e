"""Why a link does not open. Each tells its reader what to do next by its code."""

from typing import ClassVar

from shared.domain.errors import PorticoError


class LinkOverError(Exception):
    """What every refusal is of a link that opens nothing, now or for good (RFC 9110 §15.5.11)."""

    status: ClassVar[int] = 410


class LinkExpiredError(LinkOverError, PorticoError):
    code = "LINK_EXPIRED"
    title = "This link has expired."


class LinkRevokedError(LinkOverError, PorticoError):
    code = "LINK_REVOKED"
    title = "This link was withdrawn."


class LinkSupersededError(LinkOverError, PorticoError):
    """A newer letter took its place; that one's link goes on."""

    code = "LINK_SUPERSEDED"
    title = "This link was replaced by a newer one."


class LinkExhaustedError(LinkOverError, PorticoError):
    code = "LINK_EXHAUSTED"
    title = "This link was used as often as it may be."


class LinkCompletedError(LinkOverError, PorticoError):
    code = "LINK_COMPLETED"
    title = "What this link was for is done."


class LinkSuspendedError(LinkOverError, PorticoError):
    """Its targets are in the trash, its account is closed, or nobody answers for it any more; all can be undone."""

    code = "LINK_SUSPENDED"
    title = "This link is switched off for now."


class TargetGoneError(LinkOverError, PorticoError):
    """One of several things behind a link is gone; the others go on."""

    code = "TARGET_GONE"
    title = "This is no longer there."


class PassRequiredError(PorticoError):
    """A link is opened by a POST of a person, which gives a pass of half an hour."""

    status = 403
    code = "PASS_REQUIRED"
    title = "Open the link first."


class LoginRequiredError(PorticoError):
    status = 403
    code = "LOGIN_REQUIRED"
    title = "Sign in with the e-mail this was sent to."


class OtpRequiredError(PorticoError):
    status = 403
    code = "OTP_REQUIRED"
    title = "Enter the code that was sent to you."


class OtpWrongError(PorticoError):
    """It counts: five of them shut the link for a quarter of an hour."""

    status = 403
    code = "OTP_WRONG"
    title = "This is not the code that was sent to you last."


class OtpExpiredError(PorticoError):
    """None is out: it is older than ten minutes, or was used."""

    status = 403
    code = "OTP_EXPIRED"
    title = "This code is no longer good; ask for another."


class LinkShutError(PorticoError):
    """Too many wrong codes; nobody opens it until the time is over (RFC 6585 §4)."""

    status = 429
    code = "LINK_SHUT"
    title = "Too many wrong codes; wait a while."
