"""Reading in a process of its own: bounded in time and memory, and without the credentials of the function."""

import json
import os
import subprocess
import sys

from functions.documents.paper import reading
from functions.documents.paper.reading import MOST_SECONDS, Text, UnreadableError


def read_apart(pdf: bytes) -> Text:
    """Read a PDF's text; UnreadableError when it is encrypted, broken, or takes more than it may."""
    command = [sys.executable, "-m", reading.__name__]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command, input=pdf, env=environment, capture_output=True, timeout=MOST_SECONDS + 2, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise UnreadableError("takes too long") from late
    if done.returncode != 0 or not done.stdout:
        raise UnreadableError("cannot be read")
    answer = json.loads(done.stdout)
    return Text(tuple(answer["pages"]), answer["whole"])
