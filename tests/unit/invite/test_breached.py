"""The committed set of breached passwords, and the command that builds it."""

import hashlib
import random
import string
import subprocess
import sys
from pathlib import Path

import pytest

from functions.invite.breached import COUNT_BYTES, PREFIX_BITS, PREFIXES, is_breached, prefix
from functions.invite.model.password import MAX_LENGTH, MIN_LENGTH
from local import breached
from local.failure import StageError

PROJECT = Path(__file__).parents[3]
ENTRIES = int.from_bytes(PREFIXES.read_bytes()[:COUNT_BYTES])

# All twelve characters or longer, from the top of the list to its end.
WELL_KNOWN = [
    "123qweasdzxc",
    "1qaz2wsx3edc",
    "qwerty123456",
    "123456789012",
    "administrator",
    "finalfantasy",
    "passwordpassword",
    "password1234",
    "qwertyuiop123",
    "1234567890abc",
    "iloveyou1234",
    "qwertyuiopasdfghjkl",
    "aaaaaaaaaaaa",
    "youdontgetmypassword",
    "vjnjwbrktnrf",
]


@pytest.mark.parametrize("password", WELL_KNOWN)
def test_well_known_password_is_breached(password):
    assert len(password) >= MIN_LENGTH
    assert is_breached(password)


@pytest.mark.parametrize("password", ["PASSWORD1234", "PassWord1234", "QWERTYuiopASDFGHjkl"])
def test_case_makes_no_other_password(password):
    assert is_breached(password)


@pytest.mark.parametrize(
    "password",
    [
        "password1234 and then a walk",  # contains one, and is compared whole
        "my qwerty123456 is gone",
        "administrator's lamp",
        " password1234",
        "tall-blue-kettle-93",
        "Straßenbahn nach Süden",
        "mañana será otro día",
        "密码密码密码密码密码密码",
        "half a pair \ud800 is odd",
        "x" * 128,
    ],
)
def test_other_passwords_are_not_breached(password):
    assert not is_breached(password)


def test_ten_thousand_random_passwords_are_not_breached():
    chance = random.Random(8472)  # noqa: S311 - the same passwords every time, no secret
    letters = string.ascii_letters + string.digits + string.punctuation
    passwords = ["".join(chance.choices(letters, k=chance.randint(MIN_LENGTH, 40))) for _ in range(10_000)]
    assert [password for password in passwords if is_breached(password)] == []


def unpacked(content: bytes) -> list[int]:
    """Every entry of a set, read off its two halves from the beginning."""
    count = int.from_bytes(content[:COUNT_BYTES])
    end = COUNT_BYTES + 2 * count
    lows = [int.from_bytes(content[at : at + 2], "little") for at in range(COUNT_BYTES, end, 2)]
    entries: list[int] = []
    high = 0
    for sign in f"{int.from_bytes(content[end:]):b}"[1:]:
        if sign == "1":
            entries.append(high << 16 | lows[len(entries)])
        else:
            high += 1
    assert len(entries) == count
    return entries


def test_every_entry_is_found_and_its_neighbours_are_not(monkeypatch):
    entries = unpacked(PREFIXES.read_bytes())
    chance = random.Random(311)  # noqa: S311 - the same entries every time, no secret
    for entry in (entries[0], entries[-1], *chance.sample(entries, 300)):
        monkeypatch.setattr("functions.invite.breached.prefix", lambda _, entry=entry: entry)
        assert is_breached("whatever has this hash")
    for stranger in {0, 2**PREFIX_BITS - 1, *(entry + 1 for entry in entries[:300])} - set(entries):
        monkeypatch.setattr("functions.invite.breached.prefix", lambda _, stranger=stranger: stranger)
        assert not is_breached("whatever has this hash")


def test_set_is_sorted_without_doubles():
    entries = unpacked(PREFIXES.read_bytes())
    assert entries == sorted(set(entries))
    assert breached.packed(entries) == PREFIXES.read_bytes()


def test_set_is_small_and_hardly_ever_wrong():
    assert PREFIXES.stat().st_size <= 110_000
    assert ENTRIES > 40_000
    assert ENTRIES / 2**PREFIX_BITS <= 1 / 50_000


def test_set_is_read_at_the_first_question_only():
    watch = (
        "import sys, pathlib\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "from functions.invite.breached import PREFIXES, is_breached\n"
        "before = opened.count(str(PREFIXES))\n"
        "is_breached('password1234'), is_breached('password12345')\n"
        "print(before, opened.count(str(PREFIXES)))\n"
    )
    done = subprocess.run([sys.executable, "-c", watch], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "0 1\n"


def test_prefix_ignores_case_and_composition():
    assert prefix("Ärgerlich genug") == prefix("a\u0308RGERLICH GENUG")
    assert prefix("password1234") == int.from_bytes(hashlib.sha256(b"password1234").digest()[:4])


def test_pack_keeps_what_may_be_chosen_once_each():
    shortest, longest = "a" * MIN_LENGTH, "b" * MAX_LENGTH
    listed = f"{shortest}\n{shortest.upper()}\r\n{longest}\n{shortest[1:]}\n{shortest[1:]}\r\n{longest}b\n\n"
    assert unpacked(breached.pack(listed)) == sorted([prefix(shortest), prefix(longest)])


def test_build_writes_the_same_set_for_the_same_list_in_any_order(tmp_path, monkeypatch, capsys):
    made = []
    for order in (WELL_KNOWN, WELL_KNOWN[::-1]):
        listed, target = tmp_path / "list.txt", tmp_path / "set.bin"
        listed.write_text("\n".join(order))
        monkeypatch.setattr(sys, "argv", ["breached", str(listed), str(target)])
        breached.build()
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert unpacked(made[0]) == sorted(map(prefix, WELL_KNOWN))
    assert f"{len(WELL_KNOWN)} passwords" in capsys.readouterr().out


def test_build_refuses_a_list_it_cannot_read(tmp_path, monkeypatch):
    target = tmp_path / "set.bin"
    binary = tmp_path / "list.gz"
    binary.write_bytes(b"\x1f\x8b\xff")
    for source in (tmp_path / "absent.txt", binary):
        monkeypatch.setattr(sys, "argv", ["breached", str(source), str(target)])
        with pytest.raises(StageError):
            breached.build()
    assert not target.exists()
