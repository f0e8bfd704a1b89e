"""What is recognised: forms by what is printed on them, in whatever layout. What only speaks of one is left alone."""

import pytest

from functions.documents.model.recognition.people import is_name, spelled
from functions.documents.model.recognition.sheets import Sheet
from functions.documents.model.recognition.verdict import Recognised, verdict
from functions.documents.paper.reading import text_of
from local import paper
from local.paper import Filled
from local.paper.forms import w2_sheet
from shared.published.recognition import Form
from tests.fakes.papers import (
    drivers_license,
    every_form,
    filled_in_fields,
    together,
    w2_of_a_payroll_service,
    w2_with_its_back,
)

JANE = Filled(name="Jane Q Doe", year=2024)
BLANK = Filled(name=None, year=2024)
_YEARLESS = {Form.W_9, Form.PASSPORT, Form.DRIVERS_LICENSE}
_NAMELESS = {Form.W_4, Form.F_1065, Form.F_1120_S, Form.F_1041}


def look(pdf: bytes) -> Recognised | None:
    text = text_of(pdf)
    return verdict([Sheet.read(page) for page in text.pages], whole=text.is_whole)


def test_every_form_that_is_published_is_tried_here():
    assert set(every_form(JANE)) == set(Form)


@pytest.mark.parametrize("form", Form)
def test_form_is_told_with_its_year_and_whose_it_is(form):
    found = look(every_form(JANE)[form])
    assert found is not None
    assert found.form is form
    assert found.year == (None if form in _YEARLESS else 2024)
    names = {Form.PASSPORT: "JANE-DOE", Form.DRIVERS_LICENSE: "JANE-QUINN-DOE"} | dict.fromkeys(_NAMELESS)
    assert found.name == names.get(form, "JANE-Q-DOE")


@pytest.mark.parametrize("form", [each for each in Form if each not in {Form.PASSPORT, Form.DRIVERS_LICENSE}])
def test_blank_form_is_told_and_is_nobodys(form):
    found = look(every_form(BLANK)[form])
    assert found is not None
    assert (found.form, found.name) == (form, None)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(paper.letter(), id="a letter"),
        pytest.param(paper.letter_about_a_w2(), id="a letter about forms, their boxes and years"),
        pytest.param(paper.recipe(), id="a recipe on the back of a W-2"),
        pytest.param(paper.invoice(), id="an invoice for forms"),
        pytest.param(
            paper.prose(
                "Forms we need from you\n\nForm W-2\nWage and Tax Statement\nForm 1099-INT\nInterest Income\n"
                "Form 1098\nMortgage Interest Statement\nForm W-9\nRequest for Taxpayer\nOMB No. 1545-0008"
            ),
            id="a list of forms to bring",
        ),
        pytest.param(
            paper.prose(
                "Instructions for Form W-2\nWage and Tax Statement\n2025\nForm W-2\n"
                "Box 1. Wages, tips, other compensation. Show the total taxable wages you paid.\n"
                "Box 2. Federal income tax withheld. Show the total federal income tax withheld.\n"
                "Box 3. Social security wages. Show the total wages paid before payroll deductions.\n"
                "Box 4. Social security tax withheld. Show the total employee social security tax."
            ),
            id="the instructions of a form",
        ),
        pytest.param(
            paper.prose(
                "Lohnsteuerbescheinigung 2025\nArbeitnehmer\nJana Reh\nBruttoarbeitslohn\n52.340,00\n"
                "Einbehaltene Lohnsteuer\n6.120,00\nSolidaritätszuschlag\n0,00"
            ),
            id="a German wage statement",
        ),
        pytest.param(
            paper.prose(
                "Formulario W-2\nComprobante de salarios y retenciones\n2025\nNúmero OMB 1545-0008\n"
                "1 Salarios, propinas, otra compensación\n2 Impuesto federal retenido\nNombre del empleado\nJuana Díaz"
            ),
            id="a wage statement in Spanish",
        ),
        pytest.param(
            paper.prose("PASSPORT\nSurname\nDOE\nGiven Names\nJANE\nP<USADOE<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"),
            id="half of a passport",
        ),
        pytest.param(
            paper.prose("My driver license expires soon. Class of 1998, sex and eyes do not matter."), id="talk"
        ),
        pytest.param(together(paper.w2(JANE), paper.form_1099_nec(JANE)), id="two forms in one file"),
        pytest.param(together(paper.letter_about_a_w2(), paper.w2(JANE)), id="a letter with a form behind it"),
        pytest.param(together(paper.w2(JANE), paper.w2(Filled(year=2023))), id="the same form of two years"),
        pytest.param(together(paper.form_1040(JANE), paper.w2(JANE)), id="a return with a W-2 behind it"),
        pytest.param(together(*[paper.w2(JANE)] * 13), id="more pages than are read"),
        pytest.param(paper.written([paper.Sheet()]), id="an empty page"),
    ],
)
def test_what_is_no_form_or_not_one_alone_is_not_told(kept):
    assert look(kept) is None


def test_passport_whose_digits_do_not_prove_it_is_not_told():
    assert look(paper.passport()) is not None
    assert look(paper.passport().replace(b"8001014F", b"8101014F")) is None


def test_form_of_a_payroll_service_is_told_in_its_own_layout():
    assert look(w2_of_a_payroll_service()) == Recognised(Form.W_2, 2025, "JANE-Q-DOE")
    assert look(w2_of_a_payroll_service("DOE, JANE Q")) == Recognised(Form.W_2, 2025, "JANE-Q-DOE")


def test_what_was_typed_into_fields_is_read_where_it_stands():
    blank = paper.w2(BLANK)
    typed = filled_in_fields(blank, [(42, 262, "Jane Q"), (174, 262, "Doe")])
    assert look(typed) == Recognised(Form.W_2, 2024, "JANE-Q-DOE")


def test_form_comes_with_its_back_and_a_return_with_its_schedules():
    assert look(w2_with_its_back(JANE)) == Recognised(Form.W_2, 2024, "JANE-Q-DOE")
    pages = together(paper.form_1040(JANE), *[paper.prose("Worksheet. " * 60)] * 14)
    assert look(pages) == Recognised(Form.F_1040, 2024, "JANE-Q-DOE")


def test_copies_of_several_people_are_nobodys():
    two = paper.written([w2_sheet(JANE), w2_sheet(Filled(name="John Roe", year=2024))])
    assert look(two) == Recognised(Form.W_2, 2024, None)


@pytest.mark.parametrize(
    "written",
    [
        "Acme Holdings LLC",
        "See instructions",
        "12 Elm Street",
        "Jane",
        "jane doe",
        "Jane & John Doe",
        "Estate of Jane Doe",
        "J",
        "Jane Doe Jane Doe Jane Doe",
        "000-12-3456",
    ],
)
def test_name_is_read_with_certainty_or_not_at_all(written):
    assert not is_name(written.split())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jane Q Doe", "JANE-Q-DOE"),
        ("Zoë O'Neil", "ZOE-ONEIL"),
        ("Søren Müller-Weiß", "SOREN-MULLER-WEISS"),
        ("José María Núñez", "JOSE-MARIA-NUNEZ"),
        ("Maximiliana Alexandrina Featherstonehaugh-Cholmondeley", "MAXIMILIANA-ALEXANDRINA-FEATHERSTONEHAUGH"[:23]),
        ("Иван Петров", None),
        ("J. R. Doe", "J-R-DOE"),
    ],
)
def test_name_is_spelled_in_capitals_of_ascii_and_at_most_forty(written, name):
    assert spelled(written) == name
    assert name is None or len(name) <= 40


@pytest.mark.parametrize(
    ("recognised", "original", "new"),
    [
        (Recognised(Form.W_2, 2025, "JANE-Q-DOE"), "img_01.pdf", "2025_W-2_JANE-Q-DOE.pdf"),
        (Recognised(Form.W_2, 2025), "Scan.PDF", "2025_W-2.PDF"),
        (Recognised(Form.PASSPORT, name="JANE-DOE"), "photo.jpg", "Passport_JANE-DOE.jpg"),
        (Recognised(Form.W_9), "no suffix", "W-9.pdf"),
    ],
)
def test_new_name_says_year_form_and_whose_and_keeps_its_suffix(recognised, original, new):
    assert recognised.title(original, "application/pdf") == new


def test_licence_is_told_by_what_every_one_must_bear():
    assert look(drivers_license()) == Recognised(Form.DRIVERS_LICENSE, None, "JANE-QUINN-DOE")
