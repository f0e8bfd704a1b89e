"""What clients upload is named by what it is: once, and never over a name somebody chose."""

import pytest

from functions.documents import keys, recognition
from functions.documents.model.entities import Origin
from functions.documents.paper.reading import text_of
from local import paper
from shared.directory import keys as tenancy
from shared.domain.ids import AccountId
from shared.table.actions import update
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.documents.handed_in import W2, look_up, put_in, recognise, said, switch, uploaded
from tests.integration.house import House


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """A process for each would be most of the time these take."""
    monkeypatch.setattr("functions.documents.paper.apart.read_apart", text_of)


@pytest.fixture
def switched_on(house: House) -> House:
    switch(house)
    return house


def test_what_a_client_uploads_gets_its_name_and_keeps_its_original_one(switched_on):
    handed_in = put_in(switched_on)
    before = switched_on.ids()
    document = recognise(switched_on, handed_in)
    assert (document.name, document.original_name) == (W2, "img_01.pdf")
    assert document.renamed_automatically
    (told,) = switched_on.since(before)[-1:]
    assert [each["name"] for each in switched_on.since(before)].count("document.renamed") == 1
    assert told["name"] == "document.renamed"
    assert told["personal"] == {"before": "img_01.pdf", "documentName": W2}
    assert told["data"]["isAutomatic"] is True
    assert (told["actor"]["kind"], told["source"], told["correlationId"]) == ("system", "automation", "req-9")


@pytest.mark.parametrize("origin", [Origin.PORTAL, Origin.CHAT, Origin.REQUEST, Origin.ORGANIZER, Origin.UPLOAD_LINK])
def test_every_way_of_clients_counts(switched_on, origin):
    assert recognise(switched_on, put_in(switched_on, origin=origin)).name == W2


def test_next_version_of_the_firms_names_nothing_whoever_put_in_the_first(switched_on):
    document = put_in(switched_on)
    first, content = said(switched_on, document), paper.w2() + b"%"
    switched_on.cabinet.version(document, content)
    second = said(switched_on, document)
    second["data"] |= {"origin": "team", "uploaderKind": "member"}
    news = queue_event({"detail": second}, {"detail": first})
    assert recognition.handler(news, context()) == {"batchItemFailures": []}
    assert look_up(switched_on, document).name == "img_01.pdf"


def test_namesakes_are_numbered(switched_on):
    account = switched_on.account()
    names = {recognise(switched_on, put_in(switched_on, account=account, name=f"{n}.pdf")).name for n in range(3)}
    assert names == {W2, "2025_W-2_JANE-Q-DOE (2).pdf", "2025_W-2_JANE-Q-DOE (3).pdf"}


@pytest.mark.parametrize(
    ("why", "how"),
    [
        ("it is the firm's own", {"origin": Origin.TEAM}),
        ("somebody named it", {"named_by_hand": True}),
        ("it was let in after a bad scan", {"is_released": True}),
        ("it is known already", {"recognised_as": "W-2"}),
        ("its type is not one that is read", {"type": "image/jpeg"}),
        ("it is too large to be read", {"size": 26 * 1024 * 1024}),
        ("it is a letter", {"content": paper.letter_about_a_w2()}),
        ("it is a recipe", {"content": paper.recipe()}),
        ("nobody can open it", {"content": paper.encrypted(paper.w2())}),
        ("it is broken", {"content": paper.w2()[:500]}),
    ],
)
def test_everything_else_keeps_its_name(switched_on, why, how):
    before = switched_on.ids()
    document = put_in(switched_on, **how)
    made = switched_on.since(before)
    assert recognise(switched_on, document).name == "img_01.pdf", why
    assert switched_on.since(before) == made


def test_switched_off_nothing_is_looked_at(house):
    document = put_in(house)
    assert recognise(house, document).name == "img_01.pdf"
    assert "get_object" not in [each.operation for each in house.cloud.client("s3").done]
    switch(house)
    assert recognise(house, document).name == W2


@pytest.mark.parametrize("how", [{"sort": "guest"}, {"sort": "test"}, {"status": "archived"}, {"status": "deleted"}])
def test_only_normal_accounts_that_are_open_count(switched_on, how):
    document = put_in(switched_on)
    account = tenancy.account(switched_on.firm, look_up(switched_on, document).account)
    ((name, value),) = how.items()
    change = update(account, f"SET #{name} = :it", when="attribute_exists(#pk)", values={":it": value}, failed=KeyError)
    switched_on.cloud.table.transact(change)
    assert recognise(switched_on, document).name == "img_01.pdf"


def test_what_is_gone_by_then_is_passed_over(switched_on, foreign):
    document = put_in(switched_on)
    detail = said(switched_on, document)
    gone = {**detail, "data": {**detail["data"], "document": "doc_01KANQ9Z00H4R6S8TVWXYZ2345"}}
    of_another = {**detail, "firm": foreign.firm}
    elsewhere = {**detail, "account": switched_on.account("Roe Ltd.")}
    events = queue_event(*({"detail": each} for each in (gone, of_another, elsewhere)))
    assert recognition.handler(events, context()) == {"batchItemFailures": []}
    assert look_up(switched_on, document).name == "img_01.pdf"


def test_who_names_it_while_it_is_looked_at_has_the_last_word(switched_on, monkeypatch):
    document = put_in(switched_on)
    place = keys.document(switched_on.firm, document)

    def named_meanwhile(content: bytes) -> object:
        expression = "SET #name = :name, #named_by_hand = :yes, #v = :two"
        values = {":name": "mine.pdf", ":yes": True, ":two": 2}
        switched_on.cloud.table.transact(
            update(place, expression, when="attribute_exists(#pk)", values=values, failed=KeyError)
        )
        return text_of(content)

    monkeypatch.setattr("functions.documents.paper.apart.read_apart", named_meanwhile)
    assert recognise(switched_on, document).name == "mine.pdf"


def test_who_marks_it_while_it_is_looked_at_hinders_nobody(switched_on, monkeypatch):
    document = put_in(switched_on)
    place = keys.document(switched_on.firm, document)
    looked = []

    def edited_meanwhile(content: bytes) -> object:
        looked.append(content)
        switched_on.cloud.table.transact(
            update(place, "SET #v = :two", when="attribute_exists(#pk)", values={":two": 2}, failed=KeyError)
        )
        return text_of(content)

    monkeypatch.setattr("functions.documents.paper.apart.read_apart", edited_meanwhile)
    assert recognise(switched_on, document).name == W2
    assert len(looked) == 1


def test_bytes_that_cannot_be_fetched_are_tried_again(switched_on):
    document = put_in(switched_on)
    switched_on.cloud.client("s3").fail("get_object")
    failed = recognition.handler(uploaded(switched_on, document), context())
    assert failed == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}
    assert recognise(switched_on, document).name == W2


def test_answer_lost_after_the_name_was_written_names_it_once(switched_on):
    document = put_in(switched_on)
    switched_on.cloud.client("dynamodb").fail("transact_write_items", moment="after")
    recognition.handler(uploaded(switched_on, document), context())
    assert recognise(switched_on, document).name == W2
    names = [each["name"] for each in switched_on.cloud.announced()]
    assert names.count("document.renamed") == 1


def test_document_is_found_by_the_words_of_its_new_name(switched_on):
    document = put_in(switched_on)
    account = AccountId(look_up(switched_on, document).account)
    recognise(switched_on, document)
    table, firm = switched_on.cloud.table, switched_on.firm
    assert table.get(keys.word(firm, account, "jane", document))
    assert table.get(keys.word(firm, account, "img", document)) is None
