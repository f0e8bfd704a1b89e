"""Many large documents in one file: what making it holds in memory, however much the file has."""

import time
import tracemalloc
from collections import deque
from dataclasses import dataclass
from typing import Any

from functions.documents import zips
from functions.documents.model.zips import MOST_BYTES, MOST_DOCUMENTS
from tests.bench.costs import stage
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.http import context
from tests.fakes.s3 import VersionedS3
from tests.integration.house import House

_MB = 1024 * 1024
LARGE, SMALL = MOST_BYTES // MOST_DOCUMENTS - _MB, 5 * _MB


class Chute(VersionedS3):
    """Lets go of each part it is given and knows its length: what a bucket keeps is no memory of whoever fills it."""

    def __init__(self, cloud: Cloud) -> None:
        super().__init__(cloud.clock, lambda: None)
        self.parts: list[int] = []

    def upload_part(self, **request: Any) -> dict[str, Any]:
        self._parts(request, "UploadPart")
        self.parts.append(len(request["Body"]))
        return {"ETag": f'"{len(self.parts)}"'}

    def complete_multipart_upload(self, **request: Any) -> dict[str, Any]:
        upload = self._parts(request, "CompleteMultipartUpload")
        del self._uploads[upload.id]
        return {"Key": upload.key, "VersionId": self._keep(upload.key, b"", upload.type).version}


@dataclass(frozen=True)
class Zipped:
    """One file: the bytes of each document and of the file, the most memory at a time, the processor's seconds."""

    documents: int
    each: int
    size: int
    peak: int
    seconds: float


def zipped(each: int, documents: int = MOST_DOCUMENTS) -> Zipped:
    """Put as many documents into one file as it may have, all of one size."""
    with stage() as (cloud, _):
        house = House(cloud)
        bucket = cloud.bucket = Chute(cloud)
        client = cloud.stand_in("s3", bucket)
        client.calls = client.done = deque(maxlen=0)  # type: ignore[assignment]  # each would hold what it brought
        account, content = house.account(), bytes(each)
        kept = [house.cabinet.document(account, f"Scan {number}.pdf", content) for number in range(documents)]
        asked = house.call("POST", "/v1/zips", body={"accountId": account, "documentIds": kept})
        assert asked.status == 202, asked.text
        told = [{"detail": event} for event in cloud.announced() if event["name"] == "zip.requested"]
        began = time.process_time()
        tracemalloc.start()
        try:
            assert zips.handler(queue_event(*told), context()) == {"batchItemFailures": []}
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        made = house.call("GET", f"/v1/zips/{asked.json['id']}").json
        assert made["state"] == "ready", made
        return Zipped(documents, each, sum(bucket.parts), peak, time.process_time() - began)
