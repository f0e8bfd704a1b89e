"""What functions may do, and that nobody may do more."""

from pathlib import Path

from tests.infra.permissions import permissions, spelled

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
_MAIL = {"ses:SendEmail", "ses:SendRawEmail"}
# Where there is no GuardDuty, a scanner of our own.
_LOCAL_ALONE = {"documents-scanner"}
# Tracing's two actions take no resource.
_TRACING = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}


def test_permission_table_is_the_committed_one(dev, request):
    table = spelled(permissions(dev))
    if request.config.getoption("--write-permissions"):
        SNAPSHOT.write_text(table)
    assert SNAPSHOT.read_text() == table


def test_prod_grants_what_dev_grants(dev, prod):
    assert permissions(prod) == permissions(dev)


def test_local_differs_in_the_clock_in_whom_mail_is_sent_as_and_in_who_scans(dev, local):
    granted, granted_on_aws = permissions(local), permissions(dev)
    assert set(granted) - set(granted_on_aws) == _LOCAL_ALONE
    for name, rows in granted.items():
        if name in _LOCAL_ALONE:
            continue
        more, less = rows - granted_on_aws[name], granted_on_aws[name] - rows
        assert {action for action, _ in more} <= {"ssm:GetParameter", *_MAIL}
        assert {action for action, _ in less} <= _MAIL


def test_no_action_is_a_wildcard(stage):
    statements = [
        statement
        for policy in stage.of_type("AWS::IAM::Policy", "AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    assert statements
    for statement in statements:
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert not [action for action in actions if "*" in action]


def test_keys_give_wildcards_to_the_account_alone(stage):
    """`kms:*` for the account is what lets IAM rule over the key at all."""
    for key in stage.of_type("AWS::KMS::Key"):
        for statement in key.properties["KeyPolicy"]["Statement"]:
            if "*" in str(statement["Action"]):
                assert statement["Principal"] == {"AWS": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}


def test_data_key_is_used_through_services_of_this_account_only(stage):
    (statement,) = (
        each
        for key in stage.of_type("AWS::KMS::Key")
        for each in key.properties["KeyPolicy"]["Statement"]
        if each.get("Sid") == "ThroughTheServices"
    )
    condition = statement["Condition"]["StringEquals"]
    assert condition["kms:CallerAccount"] == "${AWS::AccountId}"
    assert condition["kms:ViaService"] == [
        f"{service}.${{AWS::Region}}.amazonaws.com" for service in ("dynamodb", "s3", "sqs")
    ]


def test_every_resource_is_named(stage):
    for name, rows in permissions(stage).items():
        everywhere = {action for action, on in rows if on == "any"} - _TRACING
        assert everywhere <= (_MAIL if stage.name == "Portico-local" else set()), name


def test_roles_have_no_policies_of_aws(stage):
    for role in stage.of_type("AWS::IAM::Role"):
        assert "ManagedPolicyArns" not in role.properties


# Of an item that stands only these may be changed, each by the one function named.
_CHANGING = {"activity-schedule": {"due_at", "g4sk"}, "activity-erasure": {"personal"}}


def test_activity_can_only_be_appended_to(stage):
    for name, rows in permissions(stage).items():
        touching = {action for action, on in rows if "Tables/Activity" in on}
        assert name.startswith("activity-") or not touching
        assert "dynamodb:PutItem" not in touching or name == "activity-consumer"
        if name in _CHANGING:
            touching.discard("dynamodb:UpdateItem")
        assert touching <= {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"}, name


def test_of_what_was_recorded_nothing_but_what_is_named_may_be_changed(stage):
    for name, attributes in _CHANGING.items():
        (statement,) = (
            each
            for each in stage.statements(stage.at(stage.functions[name].properties["Role"]))
            if each["Action"] == "dynamodb:UpdateItem" and "Tables/Activity" in str(each["Resource"])
        )
        allowed = statement["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"]
        assert set(allowed) == {"pk", "sk"} | attributes


def test_only_sweeps_may_query_the_index_without_a_firm(stage):
    asking = {name for name, rows in permissions(stage).items() if any("index/g4" in on for _, on in rows)}
    assert asking
    assert all(name.endswith("-schedule") for name in asking)
