"""Stages: what each leaves out, and that synth is a function of source and context."""

from collections import Counter

import pytest

from infra.constructs.bundling import PROJECT
from infra.settings import PortalSettings, Stage

_CLOUD_ONLY = {
    "AWS::CloudWatch::Alarm": 1,
    "AWS::Events::Archive": 1,
    "AWS::GuardDuty::MalwareProtectionPlan": 1,
    "AWS::IAM::Policy": 1,
    "AWS::IAM::Role": 1,
    "AWS::Logs::QueryDefinition": 2,
}
# Refused by the embedded cloud wherever they stand, so they may stand in `cloud_only` alone.
_REFUSED_LOCALLY = {
    "AWS::Budgets::Budget",
    "AWS::CloudTrail::Trail",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Cognito::UserPoolUser",
    "AWS::Events::Archive",
    "AWS::Events::EventBusPolicy",
    "AWS::GuardDuty::MalwareProtectionPlan",
    "AWS::Logs::QueryDefinition",
    "AWS::SES::Template",
    "AWS::WAFv2::WebACLAssociation",
}
_RESOURCES_A_STACK = 500


def test_cloud_only_is_what_it_says(on_aws):
    found = Counter(each.type for each in on_aws.resources.values() if each.nest == "CloudOnly")
    assert found == _CLOUD_ONLY


def test_local_has_nothing_the_embedded_cloud_refuses(local):
    assert "CloudOnly" not in {each.nest for each in local.resources.values()}
    assert not {each.type for each in local.resources.values()} & _REFUSED_LOCALLY


def test_alarms_outside_cloud_only_look_at_one_metric(stage):
    for alarm in stage.of_type("AWS::CloudWatch::Alarm"):
        if alarm.nest != "CloudOnly":
            assert "Metrics" not in alarm.properties
            assert alarm.properties["TreatMissingData"] == "notBreaching"


def test_every_alarm_of_a_stage_with_an_alarm_address_is_mailed(prod):
    (topic,) = prod.of_type("AWS::SNS::Topic")
    for alarm in prod.of_type("AWS::CloudWatch::Alarm"):
        assert alarm.properties["AlarmActions"] == [topic.ref]


def test_there_is_one_dashboard(stage):
    assert len(stage.of_type("AWS::CloudWatch::Dashboard")) == 1


def test_no_nested_stack_comes_near_the_limit(stage):
    for nest, count in Counter(each.nest for each in stage.resources.values()).items():
        assert count < _RESOURCES_A_STACK / 2, nest


def test_stack_itself_defines_nothing(stage):
    assert all("/" in each.path for each in stage.resources.values())


def test_same_source_and_context_give_the_same_templates(synthesize, local):
    again = synthesize("local", portalOrigin="http://localhost:8080")
    written = {path.name: path.read_bytes() for path in again.glob("*.template.json")}
    assert written == {path.name: path.read_bytes() for path in local.folder.glob("*.template.json")}


def test_app_is_short_and_asks_nobody():
    lines = (PROJECT / "app.py").read_text().splitlines()
    assert len(lines) <= 20
    assert [line for line in lines if line.startswith(("import", "from"))] == [
        "from aws_cdk import App",
        "from infra.portal import portal",
    ]


def test_gate_stops_a_template_with_an_unanswered_finding(node_on_path, tmp_path):
    from aws_cdk import App, Stack
    from aws_cdk.aws_sqs import Queue

    from infra.portal import gate

    app = App(outdir=str(tmp_path))
    gate(app)
    Queue(Stack(app, "Careless"), "WithoutDeadLettersOrTls")
    with pytest.raises(RuntimeError, match=r"AwsSolutions-SQS3"):
        app.synth()


def _settings(**context: str) -> PortalSettings:
    return PortalSettings.read({"mailFrom": "portal@example.com", **context}.get)


def test_stage_is_dev_unless_said():
    assert _settings().stage is Stage.DEV


def test_unknown_stage_is_refused():
    with pytest.raises(ValueError, match="staging"):
        _settings(stage="staging")


@pytest.mark.parametrize("origin", ["http://localhost:8080/", "portal.example.com"])
def test_origin_that_is_none_is_refused(origin):
    with pytest.raises(ValueError, match="portalOrigin"):
        _settings(stage="local", portalOrigin=origin)


def test_local_stage_is_told_where_its_pages_are():
    with pytest.raises(ValueError, match="portalOrigin"):
        _settings(stage="local")


def test_domain_of_ones_own_takes_its_certificate():
    with pytest.raises(ValueError, match="certificate"):
        _settings(stage="prod", portalOrigin="https://portal.example.com")


def test_a_model_is_named_where_it_is_asked_and_nowhere_else():
    given = {"stage": "dev", "recogniser": "bedrock", "bedrockModel": "eu.anthropic.claude-test-v1:0"}
    assert PortalSettings.read(given.get).bedrock_model == "eu.anthropic.claude-test-v1:0"
    for wrong in (
        {"stage": "dev", "recogniser": "bedrock"},
        {"stage": "dev", "bedrockModel": "eu.anthropic.claude-test-v1:0"},
        {**given, "stage": "local", "portalOrigin": "http://localhost:4566"},
    ):
        with pytest.raises(ValueError, match=r"(?i)bedrock"):
            PortalSettings.read(wrong.get)
