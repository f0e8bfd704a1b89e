"""What is found, and what is said, before the embedded cloud starts."""

import socket

import pytest

from local.cloud import Cloud, require_free
from local.failure import StageError
from local.locks import FileLock
from local.place import Place


@pytest.mark.enable_socket
def test_a_taken_port_is_named_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(StageError) as refusal:
            require_free(port, "PORTICO_WEB_PORT")

    assert f"Port {port} is taken" in str(refusal.value)
    assert f"PORTICO_WEB_PORT={port + 1} make up" in str(refusal.value)


@pytest.mark.enable_socket
def test_a_port_is_free_again_when_its_listener_is_gone():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StageError):
            require_free(port, "PORTICO_PORT")

    require_free(port, "PORTICO_PORT")
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", port))
        assert ours.getsockname()[1] == port


def test_a_new_folder_has_no_state_and_nothing_was_cut_off(tmp_path):
    cloud = Cloud(Place(tmp_path))

    assert (cloud.has_state, cloud.stopped_cleanly, cloud.is_running) == (False, True, False)
    assert cloud.end_leftover() is None


def test_a_lock_has_one_holder_and_ends_with_it(tmp_path):
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    first.sign(4711)

    assert not second.acquire()
    assert second.holder == 4711

    first.close()
    assert second.acquire()
    second.close()
