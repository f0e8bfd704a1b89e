"""On a stage that asks a model behind Amazon Bedrock, pictures get their names as well."""

import pytest

from functions.documents import recognition
from shared import wiring
from shared.domain.ids import DocumentId
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.fakes.models import Model
from tests.fakes.refusals import batch_failures
from tests.integration.documents.handed_in import look_up, put_in, recognise, said, switch
from tests.integration.house import House

PHOTO = b"\xff\xd8\xff\xe0 a photo"
MODEL = "eu.anthropic.claude-test-v1:0"


@pytest.fixture
def model(house: House, monkeypatch: pytest.MonkeyPatch) -> Model:
    switch(house)
    monkeypatch.setenv("RECOGNISER", "bedrock")
    monkeypatch.setenv("BEDROCK_MODEL", MODEL)
    made = Model()
    monkeypatch.setattr(wiring, "patient_client", lambda service, **_: {"bedrock-runtime": made.client}[service])
    return made


def _photo(house: House) -> DocumentId:
    return put_in(house, PHOTO, name="IMG_0042.jpg", type="image/jpeg")


def test_photo_of_a_passport_is_named_by_what_the_model_chosen_sees_in_it(house, model):
    model.tells(paper="Passport", year=None, name="Jane Doe")
    document = recognise(house, _photo(house))
    assert (document.name, document.original_name) == ("Passport_JANE-DOE.jpg", "IMG_0042.jpg")
    (asked,) = model.asked
    assert asked["modelId"] == MODEL
    assert asked["messages"][0]["content"][0]["image"]["source"]["bytes"] == PHOTO


def test_photo_is_named_later_when_bedrock_has_no_time(house, model):
    document = _photo(house)
    model.stub.add_client_error("converse", "ThrottlingException", http_status_code=429)
    answer = recognition.handler(queue_event({"detail": said(house, document)}), context())
    assert batch_failures(answer) == {"message-1"}
    assert look_up(house, document).name == "IMG_0042.jpg"
    model.tells(paper="Drivers-License", year=None, name=None)
    assert recognise(house, document).name == "Drivers-License.jpg"


def test_photo_no_model_can_open_keeps_its_name_and_fails_at_nothing(house, model):
    model.stub.add_client_error("converse", "ValidationException")
    model.stub.add_client_error("converse", "ValidationException")
    assert recognise(house, _photo(house)).name == "IMG_0042.jpg"
    model.stub.assert_no_pending_responses()
