"""Codes are for programs to branch on: each means one thing, for ever, under one status."""

import re

from shared.domain.errors import PorticoError
from tests.contract.refusals import tree

CODES = {
    "ACCOUNT_ARCHIVED": 403,
    "ACTIVATION_IN_PROGRESS": 409,
    "ALREADY_ACTIVE": 409,
    "ALREADY_INVITED": 409,
    "CHALLENGE_OVER": 401,
    "CONFLICT": 409,
    "EMAIL_IN_USE": 409,
    "FEATURE_DISABLED": 403,
    "FILE_TOO_LARGE": 422,
    "FILE_TYPE_REFUSED": 422,
    "FOLDER_NOT_EMPTY": 409,
    "IDEMPOTENCY_KEY_REUSED": 422,
    "IMPORT_NOT_CHECKED": 409,
    "IMPORT_REFUSED": 409,
    "INTERNAL": 500,
    "INVITATION_ACCEPTED": 409,
    "INVITATION_BOUNCED": 410,
    "INVITATION_CANCELLED": 410,
    "INVITATION_EXPIRED": 410,
    "INVITATION_SUPERSEDED": 410,
    "LIMIT_REACHED": 409,
    "LINK_SENT_TOO_SOON": 409,
    "LINK_COMPLETED": 410,
    "LINK_EXHAUSTED": 410,
    "LINK_EXPIRED": 410,
    "LINK_REVOKED": 410,
    "LINK_SHUT": 429,
    "LINK_SUPERSEDED": 410,
    "LINK_SUSPENDED": 410,
    "LOGIN_REQUIRED": 403,
    "MAIL_REFUSED": 500,
    "MALFORMED": 400,
    "MEMBER_EXISTS": 409,
    "NOT_ALLOWED": 403,
    "NOT_FOUND": 404,
    "OTP_EXPIRED": 403,
    "OTP_REQUIRED": 403,
    "OTP_WRONG": 403,
    "PARTS_MISSING": 409,
    "PASS_REQUIRED": 403,
    "PASSWORD_RESET_EXPIRED": 410,
    "PASSWORD_RESET_IN_PROGRESS": 409,
    "PASSWORD_RESET_SUPERSEDED": 410,
    "PASSWORD_RESET_USED": 410,
    "PAYMENT_REQUIRED": 402,
    "RESEND_LIMIT_REACHED": 409,
    "RESEND_TOO_SOON": 409,
    "OWNERSHIP_OFFERED": 409,
    "SESSION_OVER": 401,
    "SIGN_IN_FAILED": 401,
    "SLUG_TAKEN": 409,
    "TARGET_GONE": 410,
    "TIE_EXISTS": 409,
    "TOO_MANY_REQUESTS": 429,
    "TOTP_ENABLED": 409,
    "TOTP_NOT_ENABLED": 409,
    "UNAUTHENTICATED": 401,
    "UPLOAD_NOT_HELD": 409,
    "UNAVAILABLE": 503,
    "VALIDATION_FAILED": 422,
    "VERSION_REQUIRED": 428,
    "VERSION_STALE": 409,
    "WRONG_STATE": 409,
    "ZIP_FAILED": 409,
    "ZIP_NOT_READY": 409,
    "ZIP_OUTDATED": 409,
    "ZIP_TOO_LARGE": 422,
}


def test_codes_and_their_statuses_are_the_pinned_ones():
    assert {each.code: each.status for each in tree()} == CODES


def test_no_two_refusals_share_a_code_or_a_sentence():
    refusals = tree()
    assert len({each.code for each in refusals}) == len(refusals)
    assert len({each.title for each in refusals}) == len(refusals)


def test_refusal_has_a_code_and_a_sentence_of_its_own():
    for each in tree():
        assert "code" in vars(each)
        assert "title" in vars(each)
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", each.code)
        assert each.title.endswith(".")
        assert each.__name__.endswith("Error")


def test_refusal_of_a_kind_keeps_the_status_of_its_kind():
    for each in tree():
        parent = each.__bases__[0]
        if issubclass(parent, PorticoError) and parent is not PorticoError:
            assert each.status == parent.status
