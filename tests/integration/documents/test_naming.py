"""Names in a folder, over the table itself."""

import pytest

from functions.documents import keys
from functions.documents.model.entities import Folder
from functions.documents.repository import items, naming
from functions.documents.repository.naming import Place
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.ids import AccountId, DocumentId, FolderId, digest, firm_id
from shared.published.documents import main_folder_id
from shared.table.actions import Action, create
from tests.fakes.cloud import Cloud

FIRM = firm_id("harbor-tax")
ACCOUNT = AccountId(f"acc_{digest('account')}")
MAIN = main_folder_id(FIRM, ACCOUNT)
TAXES = FolderId(f"fld_{digest('taxes')}")


def document(n: int) -> DocumentId:
    return DocumentId(f"doc_{digest('document', str(n))}")


def place(name: str, folder: FolderId = TAXES) -> Place:
    return Place(FIRM, ACCOUNT, folder, name)


class Cabinet:
    """Two folders of an account, and how many requests it took to write into them."""

    def __init__(self, cloud: Cloud) -> None:
        self.table = cloud.table
        self.refused = 0
        self.table.transact(create(items.folder(Folder(firm=FIRM, id=TAXES, account=ACCOUNT, name="Taxes", top=TAXES))))

    def put(self, n: int, name: str, leaving: Place | None = None, folder: FolderId = TAXES) -> str:
        return naming.settle(document(n), place(name, folder), self._write, leaving=leaving)

    def take(self, n: int, name: str, folder: FolderId = TAXES) -> None:
        naming.leave(document(n), place(name, folder), lambda actions: self._write(name, actions))

    def holder(self, name: str, folder: FolderId = TAXES) -> str | None:
        return (self.table.get(place(name, folder).key) or {}).get("document")

    @property
    def documents(self) -> int:
        standing = self.table.get(keys.folder(FIRM, ACCOUNT, TAXES))
        assert standing is not None
        return Folder.model_validate(standing).documents

    def _write(self, _: str, actions: list[Action]) -> None:
        try:
            self.table.transact(*actions)
        except naming.NameTakenError:
            self.refused += 1
            raise


@pytest.fixture(params=[False, True], ids=["fake", "moto"])
def is_motos(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def cabinet(cloud: Cloud) -> Cabinet:
    return Cabinet(cloud)


def test_namesakes_are_numbered_in_order(cabinet):
    names = [cabinet.put(n, "scan.pdf") for n in range(1, 5)]
    assert names == ["scan.pdf", "scan (2).pdf", "scan (3).pdf", "scan (4).pdf"]
    assert [cabinet.holder(each) for each in names] == [document(n) for n in range(1, 5)]
    assert cabinet.documents == 4


def test_next_number_of_many_is_found_without_a_search(cabinet):
    for n in range(1, 30):
        cabinet.put(n, "scan.pdf")
    cabinet.refused = 0
    assert cabinet.put(30, "scan.pdf") == "scan (30).pdf"
    assert cabinet.refused == 1


def test_names_that_differ_in_case_are_namesakes(cabinet):
    cabinet.put(1, "Scan.pdf")
    assert cabinet.put(2, "SCAN.PDF") == "SCAN (2).PDF"


def test_number_somebody_chose_as_a_name_is_passed_over(cabinet):
    cabinet.put(1, "scan (2).pdf")
    cabinet.put(2, "scan.pdf")
    assert cabinet.put(3, "scan.pdf") == "scan (3).pdf"
    assert cabinet.put(4, "scan.pdf") == "scan (4).pdf"


def test_name_given_up_is_there_for_the_next(cabinet):
    cabinet.put(1, "scan.pdf")
    cabinet.put(2, "scan.pdf")
    cabinet.take(1, "scan.pdf")
    assert cabinet.put(3, "scan.pdf") == "scan.pdf"
    cabinet.take(2, "scan (2).pdf")
    assert cabinet.put(4, "scan.pdf") == "scan (3).pdf"
    assert cabinet.documents == 2


def test_name_wanted_once_leaves_nothing_behind(cabinet):
    cabinet.put(1, "Passport JANE.pdf")
    cabinet.take(1, "Passport JANE.pdf")
    assert cabinet.table.get(place("Passport JANE.pdf").key) is None
    assert cabinet.documents == 0


def test_renaming_takes_the_new_name_and_gives_up_the_old_in_one(cabinet):
    cabinet.put(1, "scan.pdf")
    assert cabinet.put(1, "W-2.pdf", leaving=place("scan.pdf")) == "W-2.pdf"
    assert (cabinet.holder("scan.pdf"), cabinet.holder("W-2.pdf")) == (None, document(1))
    assert cabinet.documents == 1


def test_new_case_of_the_same_name_needs_no_other(cabinet):
    cabinet.put(1, "scan.pdf")
    assert naming.settle(document(1), place("SCAN.pdf"), lambda _, actions: actions.clear(), leaving=place("scan.pdf"))
    assert cabinet.holder("scan.pdf") == document(1)


def test_renaming_to_a_name_taken_is_numbered_and_never_to_its_own(cabinet):
    cabinet.put(1, "scan.pdf")
    cabinet.put(2, "scan (2).pdf")
    assert cabinet.put(2, "scan.pdf", leaving=place("scan (2).pdf")) == "scan (3).pdf"


def test_moving_counts_in_both_folders(cabinet):
    cabinet.put(1, "scan.pdf", folder=MAIN)
    cabinet.put(2, "scan.pdf")
    assert cabinet.put(1, "scan.pdf", leaving=place("scan.pdf", MAIN)) == "scan (2).pdf"
    assert (cabinet.holder("scan.pdf", MAIN), cabinet.documents) == (None, 2)
    assert cabinet.put(1, "scan (2).pdf", leaving=place("scan (2).pdf"), folder=MAIN) == "scan (2).pdf"
    assert cabinet.documents == 1


def test_nothing_goes_into_a_folder_that_is_gone(cabinet):
    gone = FolderId(f"fld_{digest('gone')}")
    with pytest.raises(NotFoundError):
        cabinet.put(1, "scan.pdf", folder=gone)
    assert cabinet.holder("scan.pdf", gone) is None


def test_what_was_moved_meanwhile_cannot_be_left_again(cabinet):
    cabinet.put(1, "scan.pdf")
    cabinet.put(1, "W-2.pdf", leaving=place("scan.pdf"))
    cabinet.put(2, "scan.pdf")
    with pytest.raises(StaleVersionError):
        cabinet.put(1, "other.pdf", leaving=place("scan.pdf"))
    with pytest.raises(StaleVersionError):
        cabinet.take(1, "scan.pdf")
    assert cabinet.holder("scan.pdf") == document(2)


def test_what_was_read_along_spares_the_refusal(cabinet):
    cabinet.put(1, "scan.pdf")
    cabinet.put(2, "scan.pdf")
    found = cabinet.table.batch_get([place("scan.pdf").key])
    cabinet.refused = 0
    seen = naming.seen_of(found, place("scan.pdf"))
    name = naming.settle(document(3), place("scan.pdf"), lambda _, actions: cabinet.table.transact(*actions), seen=seen)
    assert (name, cabinet.refused) == ("scan (3).pdf", 0)
