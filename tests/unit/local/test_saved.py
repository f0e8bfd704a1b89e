"""The embedded cloud's saved state, before its next start."""

import json

from local.saved import forget_stream_positions, move


def test_stream_positions_are_blanked_and_all_else_stays(tmp_path):
    positions = {"__account_region_scoped__": True, "data": {"000000000000\x00us-east-1\x00'one'": 7}}
    payload = {"functions": {"kept": True}, "dynamodb_stream_positions": positions}
    path = tmp_path / "lambda.json"
    path.write_text(json.dumps({"__ministack_format__": 2, "payload": payload}))

    forget_stream_positions(tmp_path)

    assert json.loads(path.read_text()) == {
        "__ministack_format__": 2,
        "payload": {
            "functions": {"kept": True},
            "dynamodb_stream_positions": {"__account_region_scoped__": True, "data": {}},
        },
    }
    assert [each.name for each in tmp_path.iterdir()] == ["lambda.json"]


def test_a_first_start_has_no_positions_to_blank(tmp_path):
    forget_stream_positions(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_on_another_port_queues_keep_their_names_and_change_their_address(tmp_path):
    path = tmp_path / "sqs.json"
    path.write_text('{"queue": "http://localhost:4566/000000000000/one", "other": "http://localhost:45660/"}')
    move(tmp_path, 4566)

    move(tmp_path, 4700)

    assert json.loads(path.read_text()) == {
        "queue": "http://localhost:4700/000000000000/one",
        "other": "http://localhost:45660/",
    }


def test_on_the_same_port_nothing_is_rewritten(tmp_path):
    path = tmp_path / "sqs.json"
    path.write_text('{"queue": "http://localhost:4566/000000000000/one"}')
    move(tmp_path, 4566)
    before = path.stat().st_mtime_ns

    move(tmp_path, 4566)

    assert path.stat().st_mtime_ns == before
