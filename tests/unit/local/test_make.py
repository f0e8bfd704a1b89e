"""What the commands of the Makefile hand on. Make has meanings of its own for some names."""

import shutil
import subprocess

import pytest

from local.place import PROJECT


@pytest.mark.parametrize(
    ("said", "handed_on"),
    [
        (["bounce", "TO=jane@example.com"], ["local.bounce", "jane@example.com"]),
        (["bounce", "TO=jane@example.com", "AS=complaint"], ["local.bounce", "jane@example.com", "complaint"]),
        (["mail", "N=3"], ["local.mail", "3"]),
        (["mail"], ["local.mail"]),
        (["clock", "BY=8d"], ["local.clock", "8d"]),
    ],
)
def test_a_command_hands_on_what_was_said_and_nothing_else(said, handed_on):
    make = shutil.which("make")
    assert make is not None
    done = subprocess.run([make, "--dry-run", *said], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split()[2:] == handed_on
