"""The one builder of tables for tests, from the constants infra builds the deployed ones from."""

from typing import Any

from shared.table.schema import IndexSchema, TableSchema


def build_table(client: Any, schema: TableSchema, name: str) -> None:
    keys = [(schema.partition_key, schema.sort_key), *((each.partition_key, each.sort_key) for each in schema.indexes)]
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for pair in keys for each in pair],
        KeySchema=_key(schema.partition_key, schema.sort_key),
        GlobalSecondaryIndexes=[
            {
                "IndexName": each.deployed_name,
                "KeySchema": _key(each.partition_key, each.sort_key),
                "Projection": _projection(each),
            }
            for each in schema.indexes
        ],
    )


def _key(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


def _projection(index: IndexSchema) -> dict[str, Any]:
    if isinstance(index.projection, str):
        return {"ProjectionType": index.projection}
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.projection)}
