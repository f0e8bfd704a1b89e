"""What is kept: tables, buckets, keys, and that nothing of it is lost by an accident."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from functions.documents.model.uploads import STORED_WITHIN
from functions.documents.model.zips import KEPT_FOR
from shared.table.schema import ACTIVITY, PORTAL
from tests.infra.permissions import permissions

_KEPT = (
    "AWS::Cognito::UserPool",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
)


def test_what_holds_something_survives_its_stack_on_aws(on_aws):
    for each in on_aws.of_type(*_KEPT):
        assert (each.deletion_policy, each.update_policy) == ("Retain", "Retain"), each.path


def test_what_holds_something_goes_with_a_local_stack(local):
    for each in local.of_type(*_KEPT):
        assert each.deletion_policy == "Delete", each.path


@pytest.mark.parametrize(("path", "schema"), [("Core/Tables/Portal", PORTAL), ("Core/Tables/Activity", ACTIVITY)])
def test_table_is_as_the_code_knows_it(stage, path, schema):
    table = stage.resources[path].properties
    attributes = {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}
    assert set(attributes.values()) == {"S"}
    assert _keys(table) == (schema.partition_key, schema.sort_key)
    indexes = {each["IndexName"]: each for each in table["GlobalSecondaryIndexes"]}
    assert set(indexes) == {index.deployed_name for index in schema.indexes}
    for index in schema.indexes:
        deployed = indexes[index.deployed_name]
        assert _keys(deployed) == (index.partition_key, index.sort_key)
        projection = deployed["Projection"]
        if isinstance(index.projection, tuple):
            assert projection == {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.projection)}
        else:
            assert projection == {"ProjectionType": index.projection}
    ttl = table.get("TimeToLiveSpecification", {}).get("AttributeName")
    assert ttl == schema.ttl
    assert ("StreamSpecification" in table) is schema.has_stream


def _keys(of: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each["AttributeName"] for each in sorted(of["KeySchema"], key=lambda each: each["KeyType"]))


def test_tables_can_be_restored_and_are_encrypted_with_our_key(stage):
    for table in stage.of_type("AWS::DynamoDB::Table"):
        assert table.properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table.properties["SSESpecification"]["SSEEnabled"] is True
        assert stage.at(table.properties["SSESpecification"]["KMSMasterKeyId"]).path == "Core/Keys/DataKey"
        assert table.properties["BillingMode"] == "PAY_PER_REQUEST"
    assert stage.resources["Core/Tables/Portal"].properties["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def test_tables_on_aws_refuse_to_be_deleted(on_aws):
    for table in on_aws.of_type("AWS::DynamoDB::Table"):
        assert table.properties["DeletionProtectionEnabled"] is True


def test_buckets_are_private_and_keep_versions(stage):
    buckets = stage.of_type("AWS::S3::Bucket")
    assert buckets
    for bucket in buckets:
        assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert len(bucket.properties["PublicAccessBlockConfiguration"]) == 4
        assert bucket.properties["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket.properties["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
        rules = bucket.properties["LifecycleConfiguration"]["Rules"]
        assert any(rule.get("AbortIncompleteMultipartUpload") == {"DaysAfterInitiation": 1} for rule in rules)


def test_buckets_on_aws_are_spoken_to_over_tls_only(on_aws):
    refusing = {
        policy.properties["Bucket"]
        for policy in on_aws.of_type("AWS::S3::BucketPolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    }
    assert refusing == {bucket.ref for bucket in on_aws.of_type("AWS::S3::Bucket")}


def test_nobody_but_the_distribution_is_let_into_a_bucket(stage):
    for policy in stage.of_type("AWS::S3::BucketPolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow":
                assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
                assert "Front/Pages/Distribution" in statement["Condition"]["StringEquals"]["AWS:SourceArn"]


def test_anchors_are_locked_as_they_come(stage):
    bucket = stage.resources["Core/Anchors/Bucket"].properties
    assert bucket["ObjectLockEnabled"] is True
    kept = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    for_good = {"Mode": "COMPLIANCE", "Days": 3653}
    assert kept == (for_good if stage.name == "Portico-prod" else {"Mode": "GOVERNANCE", "Days": 30})


def test_files_are_encrypted_with_our_key_and_announced(stage):
    bucket = stage.resources["Core/Files/Bucket"].properties
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert stage.at(rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"]).path == "Core/Keys/DataKey"
    assert bucket["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_sheets_and_exports_are_gone_for_good_a_day_after_their_job(stage):
    rules = stage.resources["Core/Files/Bucket"].properties["LifecycleConfiguration"]["Rules"]
    for prefix in ("jobs/", "imports/"):
        (rule,) = (each for each in rules if each.get("Prefix") == prefix)
        assert rule["Status"] == "Enabled"
        assert rule["ExpirationInDays"] == 90
        assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}


def test_what_is_filed_is_never_taken_for_old_and_what_was_uploaded_is_soon_gone(stage):
    """A document names its version, whichever is the latest under the key."""
    rules = stage.resources["Core/Files/Bucket"].properties["LifecycleConfiguration"]["Rules"]
    (uploads,) = (each for each in rules if each.get("Prefix") == "uploads/")
    assert uploads["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert "ExpirationInDays" not in uploads  # what is held waits for a member
    for each in rules:
        if each.get("Prefix", "").startswith("files/") or "Prefix" not in each:
            assert not {"ExpirationInDays", "NoncurrentVersionExpiration"} & set(each)
    (rest,) = (each for each in rules if "Prefix" not in each)
    assert rest["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}


def test_zips_are_gone_when_nobody_may_fetch_them_any_more(stage):
    rules = stage.resources["Core/Files/Bucket"].properties["LifecycleConfiguration"]["Rules"]
    (zips,) = (each for each in rules if each.get("Prefix") == "zips/")
    assert zips["Status"] == "Enabled"
    assert KEPT_FOR < timedelta(days=zips["ExpirationInDays"]) <= 2 * KEPT_FOR
    assert zips["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}


def test_parts_stay_while_an_upload_may_be_gone_on_with(stage):
    """S3 counts whole days from the midnight after."""
    rules = stage.resources["Core/Files/Bucket"].properties["LifecycleConfiguration"]["Rules"]
    (kept,) = (each["AbortIncompleteMultipartUpload"] for each in rules if "AbortIncompleteMultipartUpload" in each)
    assert timedelta(days=kept["DaysAfterInitiation"]) >= STORED_WITHIN


def test_every_prefix_something_is_put_under_has_its_rule_or_stays_for_good(stage):
    rules = stage.resources["Core/Files/Bucket"].properties["LifecycleConfiguration"]["Rules"]
    ruled = {each["Prefix"] for each in rules if "Prefix" in each}
    written = {
        on.rpartition("Bucket/")[2].removesuffix("*`")
        for rows in permissions(stage).values()
        for action, on in rows
        if action == "s3:PutObject" and "Core/Files/" in on
    }
    assert written - ruled == {"files/"}


def test_files_are_reached_from_the_portals_origin_only(stage):
    (rule,) = stage.resources["Core/Files/Bucket"].properties["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == [stage.outputs["PortalOrigin"]]
    assert sorted(rule["AllowedMethods"]) == ["GET", "POST", "PUT"]
    assert rule["ExposedHeaders"] == ["ETag"]
    assert rule["MaxAge"] == 3600  # a file of 300 parts asks 300 times else


def test_token_key_makes_codes_and_nothing_else(stage):
    key = stage.resources["Core/Keys/TokenKey"].properties
    assert (key["KeySpec"], key["KeyUsage"]) == ("HMAC_256", "GENERATE_VERIFY_MAC")


def test_data_key_is_renewed(stage):
    assert stage.resources["Core/Keys/DataKey"].properties["EnableKeyRotation"] is True
