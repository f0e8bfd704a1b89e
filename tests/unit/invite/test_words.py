"""Words of names: folded alike in what is stored and what is asked."""

import pytest

from functions.invite.model.words import MAX_WORDS, begins, found_by, searchable, sought, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Doe Family", ("doe", "family")),
        ("  Doe,  Doe & doe ", ("doe",)),
        ("Müller GmbH", ("muller", "gmbh")),
        ("STRASSE straße", ("strasse",)),
        ("O'Brien-Smith", ("o", "brien", "smith")),
        ("\uff37\uff29\uff24\uff25 株式会社", ("wide", "株式会社")),
        ("İstanbul Ltd.", ("istanbul", "ltd")),
        ("عمر حسن", ("عمر", "حسن")),
        ("हिन्दी", ("हिनदी",)),
        ("🎉 Party 🎉", ("party",)),
        ("<script>alert(1)</script>", ("script", "alert", "1")),
        ("!!! ---", ()),
        ("", ()),
    ],
)
def test_words_are_folded_and_told_once(text, found):
    assert words(text) == found


def test_what_only_looks_alike_is_another_word():
    latin, cyrillic = "Max", "\u041c\u0430x"
    assert not begins(latin, words(cyrillic))


@pytest.mark.parametrize("asked", ["mul", "MÜL", "mu\u0308l", "gm mü", "g"])
def test_beginnings_of_any_word_are_found_whatever_the_case_and_accents(asked):
    assert begins("Müller GmbH", words(asked))


@pytest.mark.parametrize("asked", ["uller", "mul x", "gmbhx"])
def test_what_begins_no_word_is_not_found(asked):
    assert not begins("Müller GmbH", words(asked))


def test_name_is_found_by_its_first_eight_words_of_two_letters_and_more():
    name = "a bb cc dd ee ff gg hh ii jj"
    assert searchable(name) == ("bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii")
    assert len(searchable(name)) == MAX_WORDS


def test_long_word_is_found_by_its_first_forty_letters():
    (word,) = searchable("x" * 120)
    assert word == "x" * 40
    assert sought(("x" * 60,)) == word


def test_search_goes_by_the_longest_word_and_not_by_a_single_letter():
    assert sought(words("j doe")) == "doe"
    assert sought(words("j d")) is None


def test_name_two_words_of_which_begin_alike_is_listed_under_one():
    assert found_by("Doe Doeson", "doe") == "doe"
    assert found_by("Doeson Doe", "do") == "doe"
    assert found_by("Roe", "doe") is None
