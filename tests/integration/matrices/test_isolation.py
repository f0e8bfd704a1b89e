"""Nothing of one firm is ever visible from another: on every route, each refusal beside its positive twin."""

import re
from dataclasses import replace

import pytest

from shared.domain.ids import bare
from tests.integration.matrices.expecting import nothing_there
from tests.integration.routes import READS, ROUTES, name_of, paged

_ID = re.compile(r"(?<=_)[0-9A-HJKMNP-TV-Z]{26}")
WITH_ID = tuple(each for each in ROUTES if each.has_id)


@pytest.mark.parametrize("route", WITH_ID, ids=name_of)
def test_foreign_ids_in_a_path_find_nothing_and_own_ones_do(house, foreign, route):
    """Whoever may make the call in another firm comes with what opens theirs."""
    request, theirs = route.prepare(house), route.prepare(foreign)
    nothing_there(house, replace(request, who=theirs.who, headers=theirs.headers))
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", paged(), ids=name_of)
def test_a_list_holds_nothing_of_another_firm(house, foreign, route):
    own = route.prepare(house)
    theirs = route.prepare(foreign)
    mine, others = (
        {repr(each) for each in firm.send(request).json["items"]} for firm, request in ((house, own), (foreign, theirs))
    )
    assert mine
    assert others
    assert not mine & others


@pytest.mark.parametrize("route", [each for each in READS if not each.has_id], ids=name_of)
def test_abuse_10_no_read_shows_anything_of_another_firm(house, foreign, route):
    own, theirs = route.prepare(house), route.prepare(foreign)
    mine, others = house.send(own), foreign.send(theirs)
    assert (mine.status, others.status) == (route.status, route.status)
    foreign_ids = {bare(foreign.firm), *_ID.findall(others.text)}
    assert not [each for each in foreign_ids if each in mine.text]
