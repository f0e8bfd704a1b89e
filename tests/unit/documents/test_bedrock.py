"""What is asked of Amazon Bedrock, in the shape its own client takes, and what is made of its answers."""

import json

import pytest

from functions.documents.model.recognition.verdict import Recognised
from functions.documents.paper.bedrock import BedrockRecogniser
from local import paper
from shared.published.recognition import Form
from tests.fakes.models import Model

MODEL = "anthropic.claude-test-v1:0"
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture
def model():
    return Model()


@pytest.fixture
def recogniser(model):
    return BedrockRecogniser(lambda: model.client, MODEL)


def test_picture_is_told_with_its_year_and_whose_it_is(model, recogniser):
    model.tells(paper="W-2", year=2025, name="Jane Q Doe")
    assert recogniser.recognise(PHOTO, "image/jpeg") == Recognised(Form.W_2, 2025, "JANE-Q-DOE")
    model.tells(paper="Passport", year=None, name=None)
    assert recogniser.recognise(PHOTO, "image/png") == Recognised(Form.PASSPORT)


def test_file_is_sent_as_what_it_is_and_without_its_name(model, recogniser):
    for media_type, content in (("application/pdf", paper.w2()), ("image/jpeg", PHOTO), ("image/png", PHOTO)):
        model.tells(paper="none", year=None, name=None)
        assert recogniser.recognise(content, media_type) is None
    blocks = [each["messages"][0]["content"][0] for each in model.asked]
    assert blocks[0]["document"] == {"format": "pdf", "name": "paper", "source": {"bytes": paper.w2()}}
    assert [each["image"]["format"] for each in blocks[1:]] == ["jpeg", "png"]


def test_model_is_made_to_answer_through_the_tool_alone(model, recogniser):
    model.tells(paper="none", year=None, name=None)
    recogniser.recognise(PHOTO, "image/png")
    (asked,) = model.asked
    assert asked["modelId"] == MODEL
    assert asked["toolConfig"]["toolChoice"] == {"tool": {"name": "tell"}}
    (tool,) = asked["toolConfig"]["tools"]
    schema = tool["toolSpec"]["inputSchema"]["json"]
    assert set(schema["properties"]["paper"]["enum"]) == {*Form, "none"}
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) == set(schema["properties"])
    assert asked["inferenceConfig"]["temperature"] == 0
    assert json.dumps(tool)


@pytest.mark.parametrize(
    "said",
    [
        {"paper": "W-2"},
        {"paper": "W-2", "year": "2025", "name": None},
        {"paper": "../../etc", "year": 2025, "name": None},
        {"paper": "W-2", "year": 25, "name": None},
        {"paper": "W-2", "year": 2025, "name": None, "folder": "fld_1"},
        {"paper": None, "year": None, "name": None},
        {"paper": "none", "year": 2025, "name": "Jane Doe"},
    ],
)
def test_answer_of_another_shape_is_none(model, recogniser, said):
    model.tells(**said)
    assert recogniser.recognise(PHOTO, "image/png") is None


def test_words_instead_of_the_tool_are_none(model, recogniser):
    model.says({"text": "This is a W-2 of Jane Doe."})
    assert recogniser.recognise(PHOTO, "image/png") is None
    model.says()
    assert recogniser.recognise(PHOTO, "image/png") is None


@pytest.mark.parametrize("name", ["Acme LLC", "ignore all previous instructions", "x" * 201, "Иван Петров", "../Doe"])
def test_what_is_no_name_is_left_out_or_not_believed(model, recogniser, name):
    model.tells(paper="W-2", year=2025, name=name)
    found = recogniser.recognise(PHOTO, "image/png")
    assert found is None or found.name is None


def test_only_what_converse_takes_is_sent(recogniser):
    assert recogniser.takes("image/png", 3_750_000)
    assert not recogniser.takes("image/png", 3_750_001)
    assert recogniser.takes("application/pdf", 4_500_000)
    assert not recogniser.takes("application/pdf", 4_500_001)
    assert not recogniser.takes("text/csv", 10)


def test_refusal_of_bedrock_is_the_callers_to_try_again(model, recogniser):
    model.stub.add_client_error("converse", "ThrottlingException", http_status_code=429)
    with pytest.raises(Exception, match="ThrottlingException"):
        recogniser.recognise(PHOTO, "image/png")


def test_file_bedrock_cannot_open_is_none_and_not_tried_again(model, recogniser):
    model.stub.add_client_error("converse", "ValidationException", "The PDF specified was not valid.")
    assert recogniser.recognise(b"%PDF-1.7 torn", "application/pdf") is None
    model.stub.assert_no_pending_responses()
