"""How much travels: the zip of each function and of the common layer, as they are uploaded for AWS."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from infra.constructs.bundling import CLOUD, function_folder, layer_folder
from infra.environment import READS as FUNCTIONS
from tests.bench.story import module


def functions() -> Iterator[tuple[str, int]]:
    """Yield function and bytes, each function as infra names it."""
    for function in FUNCTIONS:
        yield function, _zipped(function_folder(module(function))[0])


def layer() -> int:
    return _zipped(layer_folder(CLOUD)[0])


def _zipped(folder: Path) -> int:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return len(written.getvalue())
