"""Nothing that was sent is lost: queues, rules, streams, and what happens to what fails."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.documents.model.uploads import VERDICT_WITHIN, pause_after
from shared.domain.events.registry import ALL
from tests.infra.assembly import Assembly
from tests.infra.patterns import matches

EVENTS = Path(__file__).resolve().parents[2] / "events"
SAMPLES = EVENTS / "bus"
NEWS = {path.name: json.loads(path.read_text("utf-8")) for path in sorted((EVENTS / "ses").glob("*.json"))}


def _dead_letters(stage: Assembly) -> set[str]:
    """Queues something fails into: named by a redrive, a rule's target or a destination."""
    found = set()
    for queue in stage.of_type("AWS::SQS::Queue"):
        if "RedrivePolicy" in queue.properties:
            found.add(queue.properties["RedrivePolicy"]["deadLetterTargetArn"])
    for rule in stage.of_type("AWS::Events::Rule"):
        found |= {target["DeadLetterConfig"]["Arn"] for target in rule.properties["Targets"]}
    for failing in stage.of_type("AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping"):
        if "DestinationConfig" in failing.properties:
            found.add(failing.properties["DestinationConfig"]["OnFailure"]["Destination"])
    return {stage.at(arn).path for arn in found}


def test_every_queue_is_worked_off_with_dead_letters_or_is_where_they_end(stage):
    ends = _dead_letters(stage)
    for queue in stage.of_type("AWS::SQS::Queue"):
        assert ("RedrivePolicy" in queue.properties) is not (queue.path in ends), queue.path


def test_every_rule_target_has_dead_letters(stage):
    for rule in stage.of_type("AWS::Events::Rule"):
        for target in rule.properties["Targets"]:
            assert stage.at(target["DeadLetterConfig"]["Arn"]).type == "AWS::SQS::Queue"


def test_every_mapping_tells_message_by_message_what_failed(stage):
    mappings = stage.of_type("AWS::Lambda::EventSourceMapping")
    assert mappings
    for mapping in mappings:
        assert mapping.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_function_nobody_waits_for_keeps_what_it_failed_at(stage):
    """Started by a rule or by hand: not behind a route, not fed by a mapping."""
    fed = {stage.at(each.properties["FunctionName"]).path for each in stage.of_type("AWS::Lambda::EventSourceMapping")}
    routed = {
        stage.at(each.properties["IntegrationUri"]).path for each in stage.of_type("AWS::ApiGatewayV2::Integration")
    }
    kept = {
        stage.at(each.properties["FunctionName"]).path
        for each in stage.of_type("AWS::Lambda::EventInvokeConfig")
        if each.properties["DestinationConfig"]["OnFailure"]["Destination"]
    }
    assert {each.path for each in stage.functions.values()} - fed - routed == kept


def test_dead_letters_ring_from_the_first_message(stage):
    watched = {
        dimension["Value"]
        for alarm in stage.of_type("AWS::CloudWatch::Alarm")
        if alarm.properties.get("MetricName") == "ApproximateNumberOfMessagesVisible"
        and alarm.properties["Threshold"] == 1
        for dimension in alarm.properties["Dimensions"]
    }
    assert watched == {f"<{path}.QueueName>" for path in _dead_letters(stage)}


def test_queues_hide_a_message_six_times_as_long_as_a_call_may_take(stage):
    for mapping in stage.of_type("AWS::Lambda::EventSourceMapping"):
        source = stage.at(mapping.properties["EventSourceArn"])
        if source.type == "AWS::SQS::Queue":
            timeout = stage.at(mapping.properties["FunctionName"]).properties["Timeout"]
            assert source.properties["VisibilityTimeout"] >= 6 * timeout


def test_a_call_that_died_over_a_file_is_made_again_before_the_file_is_held(stage):
    """Else a clean file waits for a member, only because word of it is hidden."""
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if stage.at(each.properties["FunctionName"]) == stage.functions["documents-storage"]
    )
    queue = stage.at(mapping.properties["EventSourceArn"])
    assert queue.properties["VisibilityTimeout"] < VERDICT_WITHIN.total_seconds()
    assert (
        stage.at(stage.functions["documents-http"].properties["Environment"]["Variables"]["STORAGE_QUEUE_URL"]) == queue
    )
    assert mapping.properties["BatchSize"] == 1
    assert mapping.properties["ScalingConfig"] == {"MaximumConcurrency": 20}


def test_news_of_a_file_that_fails_is_tried_for_the_last_time_before_the_file_is_held(stage):
    tries = stage.resources["Documents/StorageQueue"].properties["RedrivePolicy"]["maxReceiveCount"]
    assert sum((pause_after(each) for each in range(1, tries)), timedelta()) < VERDICT_WITHIN


def test_queues_are_encrypted_with_the_data_key(stage):
    for queue in stage.of_type("AWS::SQS::Queue"):
        assert stage.at(queue.properties["KmsMasterKeyId"]).path == "Core/Keys/DataKey"


def test_queues_on_aws_are_spoken_to_over_tls_only(on_aws):
    refusing = {
        queue
        for policy in on_aws.of_type("AWS::SQS::QueuePolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        for queue in policy.properties["Queues"]
    }
    assert refusing == {queue.ref for queue in on_aws.of_type("AWS::SQS::Queue")}


def test_relay_reads_new_outbox_items_from_the_start_and_survives_a_poison_record(stage):
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if each.properties["EventSourceArn"] == "<Core/Tables/Portal.StreamArn>"
    )
    properties = mapping.properties
    assert stage.at(properties["FunctionName"]) == stage.functions["relay"]
    assert properties["StartingPosition"] == "TRIM_HORIZON"
    assert properties["BisectBatchOnFunctionError"] is True
    assert properties["MaximumRetryAttempts"] == 10
    assert properties["MaximumRecordAgeInSeconds"] == 6 * 3600
    assert properties["DestinationConfig"]["OnFailure"]["Destination"] == "<Core/Relay/Lost.Arn>"
    (kept,) = properties["FilterCriteria"]["Filters"]
    assert json.loads(kept["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"NewImage": {"et": {"S": ["OUTBOX"]}}},
    }


def test_relay_queues_what_the_bus_refuses_where_it_is_tried_again(stage):
    queue = stage.functions["relay"].properties["Environment"]["Variables"]["RETRY_QUEUE_URL"]
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if stage.at(each.properties["FunctionName"]) == stage.functions["relay-retry"]
    )
    assert stage.at(mapping.properties["EventSourceArn"]) == stage.at(queue)


def test_a_queue_takes_messages_of_rules_of_this_account_only(stage):
    for policy in stage.of_type("AWS::SQS::QueuePolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow":
                assert statement["Principal"] == {"Service": "events.amazonaws.com"}
                (source,) = statement["Condition"]["ArnLike"].values()
                assert source == "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*"


def _subscriptions(stage: Assembly) -> dict[str, dict[str, Any]]:
    """Patterns on the portal's own bus, by the function that works the queue behind them off."""
    found = {}
    names = {function.path: name for name, function in stage.functions.items()}
    for mapping in stage.of_type("AWS::Lambda::EventSourceMapping"):
        for rule in stage.of_type("AWS::Events::Rule"):
            targets = [target["Arn"] for target in rule.properties["Targets"]]
            if mapping.properties["EventSourceArn"] in targets and "EventBusName" in rule.properties:
                name = names[stage.at(mapping.properties["FunctionName"]).path]
                found[name] = rule.properties["EventPattern"]
    return found


@pytest.fixture(scope="module")
def samples():
    found = {path.name: json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))}
    assert found, f"no sample in {SAMPLES}"
    return found


def test_every_event_reaches_the_activity_log(dev, samples):
    pattern = _subscriptions(dev)["activity-consumer"]
    for name, sample in samples.items():
        assert matches(pattern, sample), name


def test_every_rule_meets_a_sample(dev, samples):
    for function, pattern in _subscriptions(dev).items():
        assert [name for name, sample in samples.items() if matches(pattern, sample)], function


def test_every_rule_that_names_events_meets_each_of_them(dev, samples):
    for function, pattern in _subscriptions(dev).items():
        named = set(pattern.get("detail-type", ()))
        assert named <= set(ALL)
        met = {sample["detail-type"] for sample in samples.values() if matches(pattern, sample)}
        assert met == (named or set(ALL)), function


def test_activity_takes_a_hundred_at_a_time_in_two_lanes(stage):
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if stage.at(each.properties["FunctionName"]) == stage.functions["activity-consumer"]
    )
    assert mapping.properties["BatchSize"] == 100
    assert mapping.properties["MaximumBatchingWindowInSeconds"] == 2
    assert mapping.properties["ScalingConfig"] == {"MaximumConcurrency": 2}


def test_sweeps_run_by_the_minute(stage):
    rules = [each for each in stage.of_type("AWS::Events::Rule") if "ScheduleExpression" in each.properties]
    assert {each.properties["ScheduleExpression"] for each in rules} == {"rate(1 minute)"}
    woken = [stage.at(target["Arn"]) for each in rules for target in each.properties["Targets"]]
    sweeps = {name: each for name, each in stage.functions.items() if name.endswith("-schedule")}
    assert sorted(each.path for each in woken) == sorted(each.path for each in sweeps.values())
    assert {"invite-schedule", "notifications-schedule"} <= set(sweeps)


def test_bounces_and_complaints_are_told_of_every_letter_to_the_accounts_own_bus(on_aws):
    (destination,) = on_aws.of_type("AWS::SES::ConfigurationSetEventDestination")
    assert destination.properties["ConfigurationSetName"] == "<Core/Mail/Configuration>"
    watched = destination.properties["EventDestination"]
    assert watched["Enabled"] is True
    assert set(watched["MatchingEventTypes"]) == {"BOUNCE", "COMPLAINT"}
    assert watched["EventBridgeDestination"]["EventBusArn"].endswith(":event-bus/default")


def test_a_mark_can_be_lifted_because_ses_keeps_none_of_its_own(stage):
    (configuration,) = stage.of_type("AWS::SES::ConfigurationSet")
    assert configuration.properties["SuppressionOptions"] == {"SuppressedReasons": []}


def _feedback(stage: Assembly) -> tuple[dict[str, Any], str]:
    """The one rule that listens to SES, and the function that works its queue off."""
    (rule,) = (
        each for each in stage.of_type("AWS::Events::Rule") if "aws.ses" in str(each.properties.get("EventPattern"))
    )
    assert "EventBusName" not in rule.properties
    (target,) = rule.properties["Targets"]
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if each.properties["EventSourceArn"] == target["Arn"]
    )
    return rule.properties["EventPattern"], stage.at(mapping.properties["FunctionName"]).path


def test_news_of_the_stages_own_letters_reach_the_room_that_invites(stage):
    pattern, function = _feedback(stage)
    assert function == stage.functions["invite-mailbox"].path
    assert NEWS
    for name, sample in NEWS.items():
        of_ours = json.loads(json.dumps(sample).replace('"portal"', '"<Core/Mail/Configuration>"'))
        assert matches(pattern, of_ours), name
        assert not matches(pattern, sample), f"{name} of another stage"


def test_queues_are_shared_fairly_between_firms(stage):
    for rule in stage.of_type("AWS::Events::Rule"):
        if "EventBusName" in rule.properties:
            (target,) = rule.properties["Targets"]
            assert target["SqsParameters"] == {"MessageGroupId": "$.detail.firm"}


@pytest.mark.parametrize("function", ["invite-consumer", "notifications-consumer"])
def test_few_send_mail_at_once(stage, function):
    (mapping,) = (
        each
        for each in stage.of_type("AWS::Lambda::EventSourceMapping")
        if stage.at(each.properties["FunctionName"]) == stage.functions[function]
    )
    assert mapping.properties["ScalingConfig"] == {"MaximumConcurrency": 3}


def _heard(stage: Assembly) -> dict[str, list[dict[str, Any]]]:
    """Patterns on the account's own bus, by the function that works the queue behind them off."""
    found: dict[str, list[dict[str, Any]]] = {}
    names = {function.path: name for name, function in stage.functions.items()}
    for mapping in stage.of_type("AWS::Lambda::EventSourceMapping"):
        for rule in stage.of_type("AWS::Events::Rule"):
            targets = [target["Arn"] for target in rule.properties["Targets"]]
            if mapping.properties["EventSourceArn"] in targets and "EventBusName" not in rule.properties:
                name = names[stage.at(mapping.properties["FunctionName"]).path]
                found.setdefault(name, []).append(rule.properties["EventPattern"])
    return found


def _of_ours(sample: Any) -> Any:
    return json.loads(json.dumps(sample).replace('"portal-files"', '"<Core/Files/Bucket>"'))


def _samples_of(folder: str) -> list[Any]:
    found = [json.loads(path.read_text("utf-8")) for path in sorted((EVENTS / folder).glob("*.json"))]
    assert found
    return found


def test_what_is_stored_where_uploads_go_reaches_whoever_files(stage):
    patterns = _heard(stage)["documents-storage"]
    for sample in _samples_of("s3"):
        assert any(matches(each, _of_ours(sample)) for each in patterns)
        assert not any(matches(each, sample) for each in patterns)  # another bucket of the account
        elsewhere = json.loads(json.dumps(_of_ours(sample)).replace('"uploads/', '"files/'))
        assert not any(matches(each, elsewhere) for each in patterns)


def test_what_guardduty_finds_reaches_whoever_files_on_aws(on_aws):
    patterns = _heard(on_aws)["documents-storage"]
    for sample in _samples_of("guardduty"):
        assert any(matches(each, _of_ours(sample)) for each in patterns)
        by_another = {**_of_ours(sample), "source": "portal.scanner"}
        assert not any(matches(each, by_another) for each in patterns)
    assert "documents-scanner" not in on_aws.functions


def test_a_scanner_of_our_own_speaks_where_there_is_no_guardduty(local):
    heard = _heard(local)
    assert any(matches(each, _of_ours(sample)) for each in heard["documents-scanner"] for sample in _samples_of("s3"))
    for sample in _samples_of("guardduty"):
        by_ours = {**_of_ours(sample), "source": "portal.scanner"}
        assert any(matches(each, by_ours) for each in heard["documents-storage"])


def test_guardduty_looks_at_uploads_and_nothing_else(on_aws):
    (plan,) = on_aws.of_type("AWS::GuardDuty::MalwareProtectionPlan")
    looked_at = plan.properties["ProtectedResource"]["S3Bucket"]
    assert looked_at == {"BucketName": "<Core/Files/Bucket>", "ObjectPrefixes": ["uploads/"]}
