"""Where a stage lives."""

import pytest

from local.failure import StageError
from local.place import PROJECT, Place


def test_unset_it_is_the_stage_beside_the_sources():
    place = Place.from_environment({})

    assert (place.folder, place.port, place.web_port) == (PROJECT / ".portico", 4566, 8080)


def test_folder_and_ports_can_be_others(tmp_path):
    chosen = {"PORTICO_STATE": str(tmp_path), "PORTICO_PORT": "4600", "PORTICO_WEB_PORT": "8600"}

    place = Place.from_environment(chosen)

    assert place.folder == tmp_path
    assert (place.endpoint, place.web) == ("http://localhost:4600", "http://localhost:8600")


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused_by_the_name_of_its_variable(text):
    with pytest.raises(StageError, match="PORTICO_WEB_PORT must be a port number"):
        Place.from_environment({"PORTICO_WEB_PORT": text})
