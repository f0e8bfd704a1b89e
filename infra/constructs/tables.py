"""The two tables, built from the constants the code and the tests' tables are built from."""

from aws_cdk.aws_dynamodb import (
    Attribute,
    AttributeType,
    BillingMode,
    PointInTimeRecoverySpecification,
    ProjectionType,
    StreamViewType,
    Table,
    TableEncryption,
)
from aws_cdk.aws_kms import IKey
from constructs import Construct

from infra.settings import PortalSettings
from shared.table.schema import ACTIVITY, PORTAL, IndexSchema, TableSchema


class Tables(Construct):
    """`portal` holds the state of every room, `activity` what happened, append-only by the grants on it."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, key: IKey) -> None:
        super().__init__(scope, construct_id)
        self.portal = self._table("Portal", PORTAL, settings, key)
        self.activity = self._table("Activity", ACTIVITY, settings, key)

    def _table(self, name: str, schema: TableSchema, settings: PortalSettings, key: IKey) -> Table:
        table = Table(
            self,
            name,
            partition_key=_text(schema.partition_key),
            sort_key=_text(schema.sort_key),
            billing_mode=BillingMode.PAY_PER_REQUEST,
            encryption=TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            point_in_time_recovery_specification=PointInTimeRecoverySpecification(point_in_time_recovery_enabled=True),
            deletion_protection=settings.is_on_aws,
            removal_policy=settings.removal,
            time_to_live_attribute=schema.ttl,
            stream=StreamViewType.NEW_IMAGE if schema.has_stream else None,
        )
        for index in schema.indexes:
            _add_index(table, index)
        return table


def _add_index(table: Table, index: IndexSchema) -> None:
    included = None if isinstance(index.projection, str) else list(index.projection)
    table.add_global_secondary_index(
        index_name=index.deployed_name,
        partition_key=_text(index.partition_key),
        sort_key=_text(index.sort_key),
        projection_type=ProjectionType.INCLUDE if included else ProjectionType(index.projection),
        non_key_attributes=included,
    )


def _text(name: str) -> Attribute:
    return Attribute(name=name, type=AttributeType.STRING)
