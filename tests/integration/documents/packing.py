"""Documents put into one file: asked for, made and opened; and what may befall one meanwhile."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from functions.documents import keys, zips
from shared.domain.ids import DocumentId
from shared.published.locks import LockRecord
from shared.table.actions import update
from tests.fakes.cloud import queue_event
from tests.fakes.http import Answer, context
from tests.integration.house import House
from tests.integration.outside import Given


def ask(house: House, who: Mapping[str, str], account: str, *documents: str, key: str = "", **more: Any) -> Answer:
    tree = "/v1/zips" if who is house.owner else "/v1/portal/zips"
    headers = {"Idempotency-Key": key} if key else {}
    body = {"accountId": account, "documentIds": list(documents), **more}
    return house.call("POST", tree, who=who, body=body, headers=headers)


def ask_by_link(house: House, given: Given, *documents: str, key: str = "", **more: Any) -> Answer:
    headers = {**given.headers, **({"Idempotency-Key": key} if key else {})}
    return house.call("POST", "/v1/guest/zips", body={"documentIds": list(documents)}, headers=headers, **more)


def make(house: House) -> None:
    """Tell the room of every wish, twice, as queues do."""
    asked = [{"detail": each} for each in house.cloud.announced() if each["name"] == "zip.requested"]
    for _ in range(2):
        assert zips.handler(queue_event(*asked), context()) == {"batchItemFailures": []}


def opened(house: House, url: str) -> dict[str, bytes]:
    """What lies in the file behind an address."""
    key = urlsplit(url).path.partition("zips/")[2]
    with zipfile.ZipFile(io.BytesIO(house.cloud.fetch(f"zips/{key}"))) as archive:
        assert archive.testzip() is None
        return {each.filename: archive.read(each) for each in archive.infolist()}


def change(house: House, document: str, expression: str, **values: Any) -> None:
    key = keys.document(house.firm, DocumentId(document))
    spelled = {f":{name}": value for name, value in values.items()}
    house.cloud.table.transact(update(key, expression, when="attribute_exists(#pk)", values=spelled, failed=KeyError))


def lock(house: House, document: str) -> None:
    of = DocumentId(document)
    record = LockRecord(firm=house.firm, document=of, invoice="inv_1")
    key = keys.lock(house.firm, of)
    values = {f":{name}": value for name, value in {**record.model_dump(mode="json"), "et": "LOCK"}.items()}
    expression = f"SET {', '.join(f'#{name[1:]} = {name}' for name in values)}"
    house.cloud.table.transact(
        update(key, expression, when="attribute_not_exists(#pk)", values=values, failed=KeyError)
    )
