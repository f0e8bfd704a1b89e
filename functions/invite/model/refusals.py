"""What only this room refuses."""

from shared.domain.errors import ConflictError, PorticoError, UnauthenticatedError


class ImportNotCheckedError(ConflictError):
    code = "IMPORT_NOT_CHECKED"
    title = "Have the file checked first."


class ImportRefusedError(ConflictError):
    """The detail counts the rows that have errors."""

    code = "IMPORT_REFUSED"
    title = "Rows of this file have errors."


class InvitationExpiredError(PorticoError):
    status = 410
    code = "INVITATION_EXPIRED"
    title = "This invitation has expired."


class InvitationSupersededError(PorticoError):
    status = 410
    code = "INVITATION_SUPERSEDED"
    title = "A newer invitation was sent in place of this one."


class InvitationCancelledError(PorticoError):
    status = 410
    code = "INVITATION_CANCELLED"
    title = "This invitation was cancelled."


class InvitationBouncedError(PorticoError):
    """The letter came back, so whoever has the link has it from somewhere else."""

    status = 410
    code = "INVITATION_BOUNCED"
    title = "This invitation could not be delivered."


class InvitationAcceptedError(ConflictError):
    code = "INVITATION_ACCEPTED"
    title = "This invitation has been used. Sign in instead."


class ActivationInProgressError(ConflictError):
    code = "ACTIVATION_IN_PROGRESS"
    title = "This invitation is just being used. Try again in a moment."


class ResendTooSoonError(ConflictError):
    code = "RESEND_TOO_SOON"
    title = "An invitation was sent a moment ago."


class ResendLimitError(ConflictError):
    code = "RESEND_LIMIT_REACHED"
    title = "This invitation was sent as often as the firm allows."


class AlreadyInvitedError(ConflictError):
    code = "ALREADY_INVITED"
    title = "This person has been invited; resend the invitation instead."


class AlreadyActiveError(ConflictError):
    code = "ALREADY_ACTIVE"
    title = "This person is in already."


class EmailInUseError(ConflictError):
    """The detail names the holder, who is of the same firm."""

    code = "EMAIL_IN_USE"
    title = "This e-mail belongs to another contact of the firm."


class MemberExistsError(ConflictError):
    code = "MEMBER_EXISTS"
    title = "Somebody with this e-mail is a member already."


class OwnershipOfferedError(ConflictError):
    code = "OWNERSHIP_OFFERED"
    title = "The firm is offered to another member already; withdraw that offer first."


class TieExistsError(ConflictError):
    code = "TIE_EXISTS"
    title = "This e-mail is tied to the account already."


class SlugTakenError(ConflictError):
    code = "SLUG_TAKEN"
    title = "A firm of this name in addresses exists."


class SignInFailedError(UnauthenticatedError):
    """One answer, whether firm, e-mail or password is wrong or the credential is not active."""

    code = "SIGN_IN_FAILED"
    title = "Firm, e-mail or password is not right."


class SessionOverError(UnauthenticatedError):
    """One answer, whether the session was ended, ran out or never was."""

    code = "SESSION_OVER"
    title = "This session is over. Sign in again."


class ChallengeOverError(UnauthenticatedError):
    """The question for a code is no longer open, or was never asked."""

    code = "CHALLENGE_OVER"
    title = "The time for the code is over. Sign in again."


class PasswordResetExpiredError(PorticoError):
    status = 410
    code = "PASSWORD_RESET_EXPIRED"
    title = "This link has expired. Ask for a new one."


class PasswordResetSupersededError(PorticoError):
    status = 410
    code = "PASSWORD_RESET_SUPERSEDED"
    title = "A newer link was sent in place of this one."


class PasswordResetUsedError(PorticoError):
    status = 410
    code = "PASSWORD_RESET_USED"
    title = "A password was set with this link. Sign in with it."


class PasswordResetInProgressError(ConflictError):
    code = "PASSWORD_RESET_IN_PROGRESS"
    title = "This link is just being used. Try again in a moment."


class TotpEnabledError(ConflictError):
    code = "TOTP_ENABLED"
    title = "A second factor is set up already."


class TotpNotEnabledError(ConflictError):
    code = "TOTP_NOT_ENABLED"
    title = "No second factor is set up."
