"""The embedded cloud's process: MiniStack, with two faults mended, of its nested stacks and of its versioned reads.

Updating a nested stack, MiniStack 1.5.33 forgets the attributes of resources that did not change, and whatever
refers to one of them (a key's ARN, a queue's) fails the update. A stack without nesting keeps them; here the
record that still stands is handed over as it is there.

Reading one version of an object, it forgets what the address says of the answer's headers (that it is an attachment,
and how it is called), which it minds where no version is named.

Run by its path, with nothing of the project importable: functions must find their own bundle only.
"""

from http import HTTPStatus
from typing import Any

from ministack.app import main
from ministack.services import s3
from ministack.services.cloudformation import _stacks, provisioners

_update_resource = provisioners._update_resource  # noqa: SLF001 - what is mended is private
_get_object = s3._get_object  # noqa: SLF001 - as above


def _update_remembering(
    resource_type: str,
    physical_id: str,
    old_props: dict[str, Any],
    new_props: dict[str, Any],
    stack_name: str,
    logical_id: str | None = None,
    old_attrs: dict[str, Any] | None = None,
) -> Any:
    if old_attrs is None:
        record = _stacks.get(stack_name, {}).get("_resources", {}).get(logical_id, {})
        old_attrs = dict(record.get("Attributes") or {})
    return _update_resource(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)


def _get_as_asked(bucket: str, key: str, headers: dict[str, str], query: dict[str, Any] | None = None) -> Any:
    status, answered, body = _get_object(bucket, key, headers, query)
    if status == HTTPStatus.OK and query and "versionId" in query:
        s3._apply_response_overrides(answered, query)  # noqa: SLF001 - as above
    return status, answered, body


if __name__ == "__main__":
    provisioners._update_resource = _update_remembering  # noqa: SLF001 - as above
    s3._get_object = _get_as_asked  # noqa: SLF001 - as above
    main()
