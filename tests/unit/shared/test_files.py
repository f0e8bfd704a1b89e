import base64
import json
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import wiring
from shared.files import S3, Files, NoTimeLeftError, attachment
from shared.wiring import files as files_of
from tests.fakes import containers

BUCKET = "portal-files"
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def files(isolated: None, monkeypatch: pytest.MonkeyPatch) -> Files:
    containers.forget()
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    return files_of.files(BUCKET, lambda: NOW)


def policy(fields: dict[str, str]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(base64.b64decode(fields["policy"]))
    return read


def test_an_upload_is_bound_to_one_key_type_and_size(files: Files):
    upload = files.upload("F/1/U/2", "application/pdf", 1234)
    conditions = policy(upload.fields)["conditions"]
    assert {"bucket": BUCKET} in conditions
    assert {"key": "F/1/U/2"} in conditions
    assert {"Content-Type": "application/pdf"} in conditions
    assert ["content-length-range", 1234, 1234] in conditions
    assert not [each for each in conditions if isinstance(each, list) and each[0] == "starts-with"]


def test_every_field_of_an_upload_is_in_its_policy(files: Files):
    upload = files.upload("F/1/U/2", "application/pdf", 1234)
    signed = {name for each in policy(upload.fields)["conditions"] if isinstance(each, dict) for name in each}
    assert set(upload.fields) - {"policy", "x-amz-signature"} == signed - {"bucket"}


def test_an_upload_is_signed_with_version_four_in_the_region(files: Files):
    upload = files.upload("k", "application/pdf", 1)
    assert upload.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert "/eu-central-1/s3/aws4_request" in upload.fields["x-amz-credential"]
    assert upload.fields["x-amz-security-token"] == "session"
    assert upload.url == f"https://{BUCKET}.s3.eu-central-1.amazonaws.com/"


def lifetime(fields: dict[str, str]) -> timedelta:
    """How long from now the policy is good, to the second."""
    until = datetime.strptime(policy(fields)["expiration"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return until - datetime.now(UTC)


@pytest.mark.parametrize(
    ("rest", "seconds"),
    [(timedelta(days=7), 299), (timedelta(seconds=301), 299), (timedelta(seconds=299), 298), (timedelta(seconds=2), 1)],
)
def test_an_address_is_good_for_five_minutes_or_what_is_left(files: Files, rest: timedelta, seconds: int):
    wanted = timedelta(seconds=seconds)
    assert wanted - timedelta(seconds=30) <= lifetime(files.upload("k", "text/plain", 1, NOW + rest).fields) <= wanted
    address = files.download("k", "v", "n", NOW + rest)
    assert _query(address.url)["X-Amz-Expires"] == str(seconds)
    assert address.expires_at == NOW + wanted
    assert _query(files.part("k", "u", 1, 5, NOW + rest))["X-Amz-Expires"] == str(seconds)


def test_a_right_without_an_end_gives_just_under_five_minutes(files: Files):
    assert _query(files.download("k", "v", "n").url)["X-Amz-Expires"] == "299"


def test_what_a_cold_client_takes_is_not_added_to_the_right(files: Files):
    now = [NOW]

    def cold() -> S3:
        now[0] += timedelta(seconds=4)
        made: S3 = wiring.s3()
        return made

    slow = Files(cold, BUCKET, lambda: now[0])
    assert slow.download("k", "v", "n", NOW + timedelta(seconds=12)).expires_at == NOW + timedelta(seconds=4 + 7)
    assert _query(slow.part("k", "u", 1, 5, NOW + timedelta(seconds=12)))["X-Amz-Expires"] == "3"
    with pytest.raises(NoTimeLeftError):
        slow.upload("k", "text/plain", 1, NOW + timedelta(seconds=13))


@pytest.mark.parametrize("rest", [timedelta(seconds=1.9), timedelta(), timedelta(seconds=-1)])
def test_when_no_time_is_left_there_is_no_address(files: Files, rest: timedelta):
    with pytest.raises(NoTimeLeftError):
        files.upload("k", "text/plain", 1, NOW + rest)
    with pytest.raises(NoTimeLeftError):
        files.download("k", "v", "n", NOW + rest)


def test_a_download_is_one_version_of_one_key_as_an_attachment(files: Files):
    address = files.download("F/1/D/ä b", "version-1", "Bescheid 2026.pdf")
    query = _query(address.url)
    assert urlsplit(address.url).path == "/F/1/D/%C3%A4%20b"
    assert query["versionId"] == "version-1"
    assert query["response-content-disposition"] == attachment("Bescheid 2026.pdf")
    assert query["response-content-type"] == "application/octet-stream"
    assert query["response-cache-control"] == "private, no-store"
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert query["X-Amz-SignedHeaders"] == "host"
    assert re.fullmatch(r"[0-9a-f]{64}", query["X-Amz-Signature"])


def test_on_an_endpoint_of_our_own_the_bucket_stands_in_the_path(isolated: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:4566")
    containers.forget()
    files = files_of.files(BUCKET, lambda: NOW)
    assert files.download("k", "v", "n").url.startswith(f"http://localhost:4566/{BUCKET}/k?")
    assert files.upload("k", "text/plain", 1).url == f"http://localhost:4566/{BUCKET}"


@pytest.mark.parametrize(
    ("name", "plain", "shown"),
    [
        ("a.pdf", "a.pdf", "a.pdf"),
        ("Größe.pdf", "Groe.pdf", "Größe.pdf"),
        ("見積書.pdf", "file.pdf", "見積書.pdf"),
        ("見積書", "file", "見積書"),
        ("../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"),
        ("C:\\temp\\a.pdf", "C__temp_a.pdf", "C__temp_a.pdf"),
        ('a"; filename="b.exe', "a_; filename=_b.exe", "a_; filename=_b.exe"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1", "aSet-Cookie_ x=1"),
        ("invoice\u202efdp.exe", "invoicefdp.exe", "invoicefdp.exe"),
        ("100%.pdf", "100_.pdf", "100%.pdf"),
        (" .htaccess", "htaccess", "htaccess"),
        ("", "file", "file"),
        ("...", "file", "file"),
        ("\u200b", "file", "file"),
    ],
)
def test_a_file_is_called_what_it_is_called_and_nothing_else(name: str, plain: str, shown: str):
    spelled = attachment(name)
    assert spelled.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert _filename(spelled) == shown


def test_a_long_name_is_cut_and_keeps_its_suffix():
    assert _filename(attachment("x" * 400 + ".pdf")) == "x" * 146 + ".pdf"
    assert len(_filename(attachment("x" * 10 + "." + "y" * 400))) == 150


@given(st.text(st.characters(), max_size=300))
def test_no_name_leaves_its_header(name: str):
    spelled = attachment(name)
    assert spelled.isascii()
    assert spelled.isprintable()
    assert spelled.count('"') == 2
    assert spelled.count("filename*=") == 1 + spelled.split('"')[1].count("filename*=")


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def _filename(disposition: str) -> str:
    message = EmailMessage()
    message["Content-Disposition"] = f"attachment; filename*={disposition.partition('filename*=')[2]}"
    return str(message.get_filename())
