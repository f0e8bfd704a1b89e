"""Reading the mailbox."""

from datetime import UTC, datetime

import pytest

from local.failure import StageError
from local.mail import Mail
from local.seed import token_in


def mail(text: str) -> Mail:
    return Mail(1, ("nora@lindqvist.example",), "Welcome", text, "", datetime(2026, 11, 22, tzinfo=UTC))


def test_links_are_found_in_order_and_once():
    text = "Open\nhttp://localhost:8080/activate/#one\nor <http://localhost:8080/team/>, http://localhost:8080/activate/#one"

    assert mail(text).links == ["http://localhost:8080/activate/#one", "http://localhost:8080/team/"]


def test_the_token_is_what_the_page_reads_from_the_address():
    assert token_in(mail("Here: http://localhost:8080/activate/#abc-DEF_1 and more")) == "abc-DEF_1"


def test_a_mail_without_a_button_is_said_to_be_none():
    with pytest.raises(StageError, match="Welcome"):
        token_in(mail("Nothing to press."))
