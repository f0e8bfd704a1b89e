"""What a password must be: long enough, not a well-known one, not the e-mail; no rules of composition.

NIST SP 800-63B-4 §3.1.1.2: length and a blocklist protect, composition rules do not.
"""

from functions.invite.breached import is_breached
from shared.domain.errors import FieldFault, ValidationFailedError

MIN_LENGTH = 12
MAX_LENGTH = 128


def demand_acceptable(password: str, email: str, field: str = "password") -> None:
    """Refuse a password by ValidationFailedError on its field, with the code of the first rule it breaks."""
    fault = _fault(password, email)
    if fault is not None:
        raise ValidationFailedError(faults=[FieldFault(field, *fault)])


def _fault(password: str, email: str) -> tuple[str, str] | None:
    if len(password) < MIN_LENGTH:
        return "PASSWORD_TOO_SHORT", f"Use at least {MIN_LENGTH} characters."
    if len(password) > MAX_LENGTH:
        return "PASSWORD_TOO_LONG", f"Use at most {MAX_LENGTH} characters."
    if password.strip().casefold() == email.casefold():
        return "PASSWORD_IS_EMAIL", "Use something other than your e-mail address."
    if is_breached(password):
        return "PASSWORD_BREACHED", "This password is known from breaches. Use another."
    return None
