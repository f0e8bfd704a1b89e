import pytest

from functions.documents.model.names import begins, cleaned, folded, found_by, numbered, sought, words


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  2025   W-2.pdf ", "2025 W-2.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\tax\\return.pdf", "C__tax_return.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ('say "<hi>".png', "say __hi__.png"),
        ("Rechnung für Zoë 🎉.pdf", "Rechnung für Zoë 🎉.pdf"),
        (".hidden", "hidden"),
    ],
)
def test_name_is_one_any_file_system_takes(given, kept):
    assert cleaned(given) == kept


@pytest.mark.parametrize("given", ["", " . ", "\u200b", "\x00", "..."])
def test_name_of_which_nothing_is_left_is_none(given):
    with pytest.raises(ValueError, match="nothing is left"):
        cleaned(given)


def test_long_name_is_cut_before_its_suffix():
    kept = cleaned("a" * 400 + ".pdf")
    assert (len(kept), kept[-5:]) == (150, "a.pdf")


@pytest.mark.parametrize(
    ("name", "n", "spelled"),
    [
        ("scan.pdf", 1, "scan.pdf"),
        ("scan.pdf", 2, "scan (2).pdf"),
        ("scan", 10, "scan (10)"),
        ("W-2 of Jane Doe. 2025", 2, "W-2 of Jane Doe. 2025 (2)"),
        ("a" * 146 + ".pdf", 2, "a" * 142 + " (2).pdf"),
    ],
)
def test_namesake_is_numbered_before_its_suffix(name, n, spelled):
    assert numbered(name, n) == spelled


@pytest.mark.parametrize(
    ("one", "other"), [("Scan.PDF", "scan.pdf"), ("Straße.pdf", "STRASSE.pdf"), ("ﬁ.pdf", "fi.pdf")]
)
def test_names_that_differ_in_case_alone_are_one(one, other):
    assert folded(one) == folded(other)


def test_name_that_folds_into_very_many_letters_fits_a_key_and_stays_apart():
    long, longer = folded("\ufdfa" * 146 + ".pdf"), folded("\ufdfa" * 145 + "b.pdf")
    assert len(long.encode()) <= 960
    assert long != longer


def test_document_is_found_by_the_first_eight_words_of_its_name():
    assert words("2025_W-2 Jane-DOE (final).pdf") == ("2025", "w2", "jane", "doe", "final", "pdf")
    assert words("K-1 1099-NEC.pdf") == ("k1", "1099", "nec", "pdf")
    assert words("one two three four five six seven eight nine.pdf")[-1] == "eight"
    assert words("a" * 150) == ("a" * 64,)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("w-2", True),
        ("W2", True),
        ("mul doe", True),
        ("2025 mül", True),
        ("ller", False),
        ("doe xyz", False),
        ("", True),
    ],
)
def test_every_word_of_a_text_must_begin_a_word_of_the_name(text, is_found):
    assert begins("2025_W-2_Müller-Doe.pdf", text) is is_found


def test_search_goes_by_the_longest_word_that_is_long_enough():
    assert sought("a Müller x") == "muller"
    assert sought("w-2") == "w2"
    assert sought("x !") is None
    assert sought("") is None


def test_document_is_listed_under_one_of_its_words():
    assert found_by("tax taxes taxi.pdf", "tax") == "tax"
    assert found_by("tax.pdf", "pass") is None
