"""The bucket of the tests and moto's are one to whoever reads, copies, deletes and puts together."""

import pytest

from shared import objects, wiring
from shared.domain.errors import NotFoundError, UnavailableError
from shared.objects import ObjectStore, Part
from tests.fakes.cloud import FILES_BUCKET, Cloud
from tests.fakes.refusals import lost_answer, throttled

KEY = "uploads/a/b"
PART = 5 * 1024 * 1024


@pytest.fixture(params=[False, True], ids=["fake", "moto"])
def is_motos(request):
    return request.param


@pytest.fixture
def store(cloud: Cloud) -> ObjectStore:
    assert cloud.files
    return ObjectStore(wiring.s3, FILES_BUCKET)


def _put(cloud: Cloud, content: bytes, key: str = KEY) -> str:
    version: str = cloud.client("s3").put_object(Bucket=cloud.files, Key=key, Body=content)["VersionId"]
    return version


def _read(store: ObjectStore, key: str, version: str) -> bytes:
    return b"".join(store.pieces(key, version))


def test_each_version_is_read_as_it_was_put(cloud, store):
    first, second = _put(cloud, b"first"), _put(cloud, b"second")
    assert (_read(store, KEY, first), _read(store, KEY, second)) == (b"first", b"second")
    assert store.find(KEY) == second
    assert store.beginning(KEY, first, 3) == b"fir"


def test_latest_version_is_told_with_since_when_it_is_there(cloud, store):
    _put(cloud, b"first")
    second = _put(cloud, b"second")
    lying = store.latest(KEY)
    (kept, *_) = cloud.client("s3").list_object_versions(Bucket=cloud.files, Prefix=KEY)["Versions"]
    assert (lying.version, kept["VersionId"]) == (second, second)
    assert lying.since.tzinfo is not None


def test_what_is_not_there_is_not_found(cloud, store):
    version = _put(cloud, b"first")
    assert store.find("uploads/a/c") is None
    with pytest.raises(NotFoundError):
        _read(store, "uploads/a/c", version)
    store.delete(KEY, version)
    with pytest.raises(NotFoundError):
        _read(store, KEY, version)
    with pytest.raises(NotFoundError):
        store.copy(KEY, version, "files/a", "text/plain", 5)


def test_deleting_a_version_leaves_the_others_and_may_be_said_again(cloud, store):
    first, second = _put(cloud, b"first"), _put(cloud, b"second")
    for _ in range(2):
        store.delete(KEY, second)
        assert store.find(KEY) == first


def test_copy_is_of_the_version_named_and_of_the_type_said(cloud, store):
    first, _ = _put(cloud, b"first"), _put(cloud, b"second")
    copied = store.copy(KEY, first, "files/a", "application/pdf", 5)
    assert _read(store, "files/a", copied) == b"first"
    assert store.find("files/a") == copied
    assert cloud.client("s3").head_object(Bucket=cloud.files, Key="files/a")["ContentType"] == "application/pdf"


@pytest.fixture
def large(cloud, monkeypatch):
    """A version that is copied in three parts, and is not the latest."""
    monkeypatch.setattr(objects, "MOST_COPIED_AT_ONCE", PART)
    content = b"1" * PART + b"2" * PART + b"the end"
    version = _put(cloud, content)
    _put(cloud, b"another")
    return version, content


def test_large_version_is_copied_in_parts_to_the_byte_and_of_the_type_said(cloud, store, large):
    version, content = large
    copied = store.copy(KEY, version, "files/a", "application/pdf", len(content))
    client = cloud.client("s3")
    assert len([each for each in client.done if each.operation == "upload_part_copy"]) == 3
    assert _read(store, "files/a", copied) == content
    assert store.find("files/a") == copied
    assert client.head_object(Bucket=cloud.files, Key="files/a")["ContentType"] == "application/pdf"
    assert cloud.begun == []


@pytest.mark.parametrize("lost", ["upload_part_copy", "complete_multipart_upload"])
@pytest.mark.parametrize("is_thrown_away", [True, False])
def test_of_a_copy_that_fails_on_its_way_nothing_is_left_but_for_the_bucket_to_throw_away(
    cloud, store, large, lost, is_thrown_away
):
    version, content = large
    cloud.client("s3").fail(lost, nth=2 if lost == "upload_part_copy" else 1)
    if not is_thrown_away:
        cloud.client("s3").fail("abort_multipart_upload")
    with pytest.raises(UnavailableError):
        store.copy(KEY, version, "files/a", "application/pdf", len(content))
    cloud.client("s3").assert_fired()
    assert store.find("files/a") is None
    assert len(cloud.begun) == (0 if is_thrown_away else 1)
    assert _read(store, "files/a", store.copy(KEY, version, "files/a", "application/pdf", len(content))) == content


def test_large_version_that_went_is_not_found_and_leaves_no_parts(cloud, store, large):
    version, content = large
    store.delete(KEY, version)
    with pytest.raises(NotFoundError):
        store.copy(KEY, version, "files/a", "application/pdf", len(content))
    assert cloud.begun == []


def test_parts_are_listed_and_put_together_in_order(cloud, store):
    begun = store.begin(KEY, "application/pdf")
    assert store.parts(KEY, begun) == []
    cloud.put_part(KEY, begun, 2, b"end")
    cloud.put_part(KEY, begun, 1, bytes(PART))
    cloud.put_part(KEY, begun, 2, b"the end")
    parts = store.parts(KEY, begun)
    assert [(each.number, each.size) for each in parts] == [(1, PART), (2, 7)]
    version = store.finish(KEY, begun, parts)
    assert store.find(KEY) == version
    assert _read(store, KEY, version) == bytes(PART) + b"the end"
    with pytest.raises(NotFoundError):
        store.parts(KEY, begun)


def test_part_that_is_not_there_is_put_together_with_nothing(cloud, store):
    begun = store.begin(KEY, "application/pdf")
    cloud.put_part(KEY, begun, 1, b"all")
    with pytest.raises(UnavailableError):
        store.finish(KEY, begun, [Part(1, 3, '"another"')])
    assert store.find(KEY) is None


def test_what_was_thrown_away_is_gone_and_may_be_thrown_away_again(cloud, store):
    begun = store.begin(KEY, "application/pdf")
    cloud.put_part(KEY, begun, 1, b"all")
    assert cloud.begun == [(KEY, begun)]
    store.abort(KEY, begun)
    assert cloud.begun == []
    store.abort(KEY, begun)


@pytest.mark.parametrize("error", [throttled, lost_answer])
def test_bucket_that_does_not_answer_is_unavailable(cloud, store, error):
    version = _put(cloud, b"first")
    cloud.client("s3").fail("get_object", error=error)
    with pytest.raises(UnavailableError):
        _read(store, KEY, version)
    assert _read(store, KEY, version) == b"first"
