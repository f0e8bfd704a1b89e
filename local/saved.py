"""What the embedded cloud saved when it stopped, made ready for its next start."""

import json
import re
from pathlib import Path

_PORT = "port"


def forget_stream_positions(saved: Path) -> None:
    """Blank the positions of table streams in the saved state.

    The cloud saves how far a stream was read but not its records; with the old position the
    mapping would wait for ever for records the new stream numbers from one again.
    """
    path = saved / "lambda.json"
    if not path.exists():
        return
    state = json.loads(path.read_text())
    positions = state.get("payload", state).get("dynamodb_stream_positions")
    if not positions:
        return
    positions["data"] = {}
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(state))
    fresh.replace(path)


def move(saved: Path, port: int) -> None:
    """Let the saved state's own addresses carry `port`.

    Queues are found by their whole address, which functions have been told; on another port nobody would find them.
    """
    written = saved / _PORT
    before = written.read_text() if written.exists() else str(port)
    if before != str(port):
        for path in saved.glob("*.json"):
            path.write_text(re.sub(rf"\blocalhost:{before}\b", f"localhost:{port}", path.read_text()))
    written.write_text(str(port))
