"""A stage whose clients' papers a model behind Amazon Bedrock looks at: what it deploys besides, and nothing more."""

import pytest

from infra import grants
from tests.infra.assembly import Assembly
from tests.infra.permissions import permissions

PROFILE = "eu.anthropic.claude-test-v1:0"
MODEL = "anthropic.claude-test-v1:0"


@pytest.fixture(scope="module")
def asking(synthesize) -> Assembly:
    """Such a stage, let out by the gate."""
    return Assembly(synthesize("dev", recogniser="bedrock", bedrockModel=PROFILE))


def test_who_recognises_may_ask_that_model_and_nobody_anything_else(asking, dev):
    more = {name: rows - permissions(dev)[name] for name, rows in permissions(asking).items()}
    profile = "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/" + PROFILE
    behind = "arn:${AWS::Partition}:bedrock:*::foundation-model/" + MODEL
    assert {name: rows for name, rows in more.items() if rows} == {
        "documents-recognition": {("bedrock:InvokeModel", f"`{profile}`"), ("bedrock:InvokeModel", f"`{behind}`")}
    }
    role = asking.at(asking.functions["documents-recognition"].properties["Role"])
    (elsewhere,) = (each for each in asking.statements(role) if each["Resource"] == behind)
    assert elsewhere["Condition"] == {"StringEquals": {"bedrock:InferenceProfileArn": profile}}


def test_who_recognises_and_who_tells_of_it_know_the_choice(asking, dev):
    told = {}
    for name, function in asking.functions.items():
        known = function.properties["Environment"]["Variables"]
        before = dev.functions[name].properties["Environment"]["Variables"]
        if more := {key: known[key] for key in known if known[key] != before.get(key)}:
            told[name] = more
    assert told == {
        "documents-recognition": {"RECOGNISER": "bedrock", "BEDROCK_MODEL": PROFILE},
        "settings-http": {"RECOGNISER": "bedrock"},
    }


def test_model_that_is_no_profile_is_asked_in_the_stages_own_region(node_on_path):
    from aws_cdk import Stack

    scope = Stack()
    for model in (MODEL, "moonshotai.kimi-k2.5"):
        (statement,) = grants.ask_model(scope, model)
        spelled = scope.resolve(statement.to_statement_json())
        assert spelled["Action"] == "bedrock:InvokeModel"
        assert "*" not in str(spelled["Resource"])
        assert spelled["Resource"]["Fn::Join"][1][-1] == f"::foundation-model/{model}"
