"""All is sent, say the account's people: until the firm asks for more."""

from typing import Any

import pytest

from tests.fakes.http import claims
from tests.integration.documents.upkeep import hear
from tests.integration.house import House


@pytest.fixture
def account(house: House) -> str:
    house.active()
    settings = {"doneUploadingButton": True}
    assert house.call("PATCH", "/v1/settings", body=settings, headers={"if-match": '"0"'}).status == 200
    (account,) = house.person().accounts
    return account


def is_told(house: House, account: str) -> bool:
    """Let the client say that all is sent; whether the team is told now."""
    body, who = {"accountId": account, "surface": "button"}, claims(house.firm, house.person().id)
    answer = house.call("POST", "/v1/portal/uploads/done", body=body, who=who)
    assert answer.status == 200, answer.text
    return bool(answer.json["told"])


def ask(house: House, account: str, **more: Any) -> None:
    house.made("/v1/links/upload", {"accountId": account, "recipients": [{"email": "lou@law.example"}], **more})


def test_asked_for_files_anew_nobody_is_done_and_it_is_told_again(house, account):
    assert (is_told(house, account), is_told(house, account)) == (True, False)
    house.wait(minutes=1)
    ask(house, account)
    for _ in range(2):
        assert hear(house, "link.created") == {"batchItemFailures": []}
    assert (is_told(house, account), is_told(house, account)) == (True, False)
    assert house.names().count("upload.done_signalled") == 2


def test_request_that_is_heard_of_late_takes_back_nothing_said_since(house, account):
    ask(house, account)
    house.wait(minutes=1)
    assert is_told(house, account)
    hear(house, "link.created")
    assert not is_told(house, account)


def test_what_is_shared_and_what_another_account_is_asked_for_takes_back_nothing(house, account):
    assert is_told(house, account)
    house.wait(minutes=1)
    ask(house, house.account("Roe"))
    document = house.cabinet.document(account)
    shared = {"documents": [{"documentId": document}], "recipients": [{"email": "lou@law.example"}]}
    house.made("/v1/links/share", {"accountId": account, **shared})
    hear(house, "link.created")
    assert not is_told(house, account)
