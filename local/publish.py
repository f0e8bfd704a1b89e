"""Puts the built pages where a deployed stage serves them from: `python -m local.publish Portico-dev`.

Assets go first and pages after them, so a page never names what is not there yet; what an older page names stays. It
runs with the deployer's own rights, so no function has to hold them.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from local.place import PROJECT

PAGES = PROJECT / "web" / "dist"
_TYPES = {
    ".bcmap": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pfb": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
# Built assets carry their content's hash, or their version, in their path; pages do not.
_LASTING, _FRESH = "public, max-age=31536000, immutable", "no-cache"


class NotBuiltError(RuntimeError):
    """There are no pages to publish."""


class S3(Protocol):
    """The part of boto3's S3 client that is used here."""

    def put_object(self, **request: Any) -> object: ...


class CloudFront(Protocol):
    """The part of boto3's CloudFront client that is used here."""

    def create_invalidation(self, **request: Any) -> object: ...


def publish(pages: Path, outputs: Mapping[str, str], s3: S3, cloudfront: CloudFront) -> int:
    """Upload every file and have the edges forget what they kept; the same pages are forgotten only once.

    Returns:
        How many files there are.

    Raises:
        NotBuiltError: `pages` holds no page.
        KeyError: A file is of a type nobody decided how to serve.
    """
    files = list(_in_order(pages))
    if not any(path.suffix == ".html" for path in files):
        raise NotBuiltError(f"no page in {pages}: run `make web`")
    content = hashlib.sha256()
    for path in files:
        name, body = path.relative_to(pages).as_posix(), path.read_bytes()
        content.update(f"{name}\0{len(body)}\0".encode() + body)
        s3.put_object(
            Bucket=outputs["PagesBucket"],
            Key=name,
            Body=body,
            ContentType=_TYPES[path.suffix],
            CacheControl=_LASTING if "assets" in path.relative_to(pages).parts else _FRESH,
        )
    cloudfront.create_invalidation(
        DistributionId=outputs["DistributionId"],
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": content.hexdigest()},
    )
    return len(files)


def _in_order(pages: Path) -> Iterator[Path]:
    files = sorted(path for path in pages.rglob("*") if path.is_file())
    yield from (path for path in files if path.suffix != ".html")
    yield from (path for path in files if path.suffix == ".html")


def main() -> None:
    """Publish to the stack named on the command line."""
    import boto3

    (stack,) = boto3.client("cloudformation").describe_stacks(StackName=sys.argv[1])["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    count = publish(PAGES, outputs, boto3.client("s3"), boto3.client("cloudfront"))
    print(f"{count} files published: {outputs['PortalOrigin']}")


if __name__ == "__main__":
    main()
