"""The embedded cloud's process: MiniStack, with one fault of its nested stacks mended.

Updating a nested stack, MiniStack 1.5.33 forgets the attributes of resources that did not change, and whatever
refers to one of them (a key's ARN, a queue's) fails the update. A stack without nesting keeps them; here the
record that still stands is handed over as it is there.

Run by its path, with nothing of the project importable: functions must find their own bundle only.
"""

from typing import Any

from ministack.app import main
from ministack.services.cloudformation import _stacks, provisioners

_update_resource = provisioners._update_resource  # noqa: SLF001 - what is mended is private


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


if __name__ == "__main__":
    provisioners._update_resource = _update_remembering  # noqa: SLF001 - as above
    main()
