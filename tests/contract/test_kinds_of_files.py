"""The pages refuse what nobody takes before it is read; their list is the documents room's."""

import re

from functions.documents.model.kinds import KINDS
from local.place import PROJECT

_TYPES = PROJECT / "web" / "src" / "files" / "types.ts"


def test_pages_know_every_kind_of_file_by_every_ending_of_its_name():
    text = _TYPES.read_text()
    names = dict(re.findall(r'const ([A-Z]+) = "([^"]+)";', text))
    table = text[text.index("const BY_SUFFIX") : text.index("};")]
    spelled = {suffix: value for suffix, _, value in re.findall(r'^  (\w+): (["`])([^"`]+)["`],$', table, re.MULTILINE)}
    known = {
        f".{suffix}": re.sub(r"\$\{([A-Z]+)\}", lambda each: names[each[1]], value) for suffix, value in spelled.items()
    }
    taken = {(suffix, kind.type) for kind in KINDS.values() for suffix in kind.suffixes}
    assert set(known) == {suffix for suffix, _ in taken}
    assert set(known.items()) <= taken
