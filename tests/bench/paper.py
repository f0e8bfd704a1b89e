"""A large PDF full of forms: what reading it takes of the process that does nothing else."""

import os
import subprocess
import sys
from dataclasses import dataclass

from functions.documents.paper import reading
from local.paper.forms import w2
from local.paper.writing import padded
from tests.fakes.papers import together

# A process begins with the memory of whoever started it on its bill, so somebody small starts the one that is watched.
_WATCHER = """
import resource, subprocess, sys
status = subprocess.call([sys.executable, "-m", sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(status, peak, used.ru_utime + used.ru_stime, file=sys.stderr)
"""


@dataclass(frozen=True)
class Read:
    """One PDF: its bytes, the pages read of it, the most memory of the process and its seconds."""

    size: int
    pages: int
    peak: int
    seconds: float


def read(size: int) -> Read:
    """Read as many pages as are ever read, of a file of so many bytes."""
    pdf = padded(together(*[w2()] * reading.MOST_PAGES), size)
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _WATCHER, reading.__name__]
    done = subprocess.run(command, input=pdf, env=environment, capture_output=True, check=True)
    status, peak, seconds = done.stderr.split()
    assert status == b"0", done.stderr
    return Read(size, done.stdout.count(b"Wage and Tax Statement"), int(peak), float(seconds))
