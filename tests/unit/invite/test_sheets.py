"""From bytes to rows: encodings, delimiters, quotes, the header."""

import hashlib
import io

import pytest

from functions.invite.model.sheets.columns import Column, layout
from functions.invite.model.sheets.findings import Finding, UnreadableSheetError
from functions.invite.model.sheets.reading import MAX_ROWS, Sheet, Survey

HEADER = "Account name,Contact name,Email"


def survey(content: bytes, piece: int = 7) -> Survey:
    seen = Survey()
    for at in range(0, len(content), piece):
        seen.see(content[at : at + piece])
    return seen


def opened(content: bytes) -> Sheet:
    return Sheet(io.BytesIO(content), survey(content).encoding())


def rows(content: bytes) -> list[tuple[int, list[str]]]:
    return [(each.row, each.cells) for each in opened(content).records()]


def refusal(content: bytes) -> Finding:
    with pytest.raises(UnreadableSheetError) as refused:
        rows(content)
    return refused.value.finding


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_umlauts_read_the_same_in_every_encoding(codec, encoding):
    content = f"{HEADER}\nMüller & Söhne,Jürgen Weiß,juergen@weiss.example\n".encode(codec)
    assert survey(content).encoding() == encoding
    assert rows(content) == [(2, ["Müller & Söhne", "Jürgen Weiß", "juergen@weiss.example"])]


def test_big_endian_utf_16_is_told_by_its_mark():
    content = b"\xfe\xff" + f"{HEADER}\nMüller,Jürgen,j@weiss.example\n".encode("utf-16-be")
    assert rows(content) == [(2, ["Müller", "Jürgen", "j@weiss.example"])]


def test_a_sign_cut_by_the_piece_it_came_in_does_not_make_utf_8_another_encoding():
    content = f"{HEADER}\n{'ü' * 50},Jürgen,j@weiss.example\n".encode()
    assert {survey(content, piece).encoding() for piece in range(1, 9)} == {"utf-8-sig"}


def test_utf_8_that_ends_inside_a_sign_is_windows_1252():
    assert survey(f"{HEADER}\nMü".encode()[:-1]).encoding() == "cp1252"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (f"{HEADER}\nDoe,Jane,jane@doe.example\n".encode("utf-16-le"), "ENCODING_UNKNOWN"),
        (f"{HEADER}\n".encode() + b"Doe\x81,Jane,jane@doe.example\n", "ENCODING_UNKNOWN"),
        (b"\xff\xfe" + f"{HEADER}\nDoe".encode("utf-16-le") + b"\x00", "ENCODING_UNKNOWN"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ENCODING_UNKNOWN"),
    ],
    ids=["empty", "utf-16 unmarked", "no windows-1252", "half a sign", "a picture"],
)
def test_what_is_no_text_is_refused_whole(content, code):
    assert refusal(content).code == code


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found_out(delimiter, end):
    lines = [("Account name", "Contact name", "Email"), ("Doe, Roe; Sons", 'Jane "JD" Doe', "jane@doe.example")]
    content = end.join(
        delimiter.join('"{}"'.format(each.replace('"', '""')) for each in line) for line in lines
    ).encode()
    assert rows(content) == [(2, ["Doe, Roe; Sons", 'Jane "JD" Doe', "jane@doe.example"])]


def test_line_breaks_inside_cells_belong_to_the_cell_and_do_not_count_as_rows():
    content = f'{HEADER}\n"Doe\r\nFamily","Jane\nDoe",jane@doe.example\nRoe,John,john@roe.example\n'.encode()
    assert [row for row, _ in rows(content)] == [2, 3]
    assert rows(content)[0][1][0] == "Doe\r\nFamily"


def test_the_hint_spreadsheets_write_above_the_header_is_passed_over():
    content = b"sep=;\r\nAccount name;Email;Contact name\r\nDoe;jane@doe.example;Jane\r\n"
    assert rows(content) == [(3, ["Doe", "jane@doe.example", "Jane"])]


def test_rows_without_anything_in_them_are_passed_over_and_counted():
    assert [row for row, _ in rows(f"{HEADER}\n,,\n\n  , ,\t\nDoe,Jane,jane@doe.example\n".encode())] == [5]


@pytest.mark.parametrize("line", ['Doe,"Jane,jane@doe.example', 'Doe,"Jane"x,jane@doe.example'])
def test_quotes_that_do_not_close_are_named_by_their_row(line):
    found = refusal(f"{HEADER}\nRoe,John,john@roe.example\n{line}\n".encode())
    assert (found.code, found.row) == ("QUOTES_BROKEN", 3)


def test_one_row_more_than_a_sheet_may_hold_is_refused():
    full = f"{HEADER}\n".encode() + b"Doe,,\n" * MAX_ROWS
    assert len(list(opened(full).records())) == MAX_ROWS
    assert refusal(full + b"Doe,,\n").code == "TOO_MANY_ROWS"


def test_size_and_digest_are_those_of_the_bytes():
    content = HEADER.encode() * 100
    seen = survey(content)
    assert (seen.size, seen.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("ACCOUNT NAME", Column.ACCOUNT_NAME),
        (" account_name ", Column.ACCOUNT_NAME),
        ("Client-ID", Column.CLIENT_ID),
        ("External ID", Column.CLIENT_ID),
        ("E-Mail", Column.EMAIL),
        ("Email  Sync", Column.EMAIL_SYNC),
        ("Zuständig", Column.TEAM_MEMBERS),
        ("Teléfono", Column.PHONE),
        ("Assigned To", Column.TEAM_MEMBERS),
    ],
)
def test_header_is_met_in_any_case_spacing_and_common_spelling(title, column):
    assert layout(["First name", title]).columns[1] is column


def test_order_of_columns_does_not_matter():
    assert layout(["Email", "Contact name", "Account name"]).columns == (
        Column.EMAIL,
        Column.CONTACT_NAME,
        Column.ACCOUNT_NAME,
    )


def test_columns_nobody_knows_and_those_not_taken_over_are_named():
    found = layout(["Account name", "Favourite colour", "Account tags", "", "Phone"])
    assert (found.unknown, found.ignored) == (("Favourite colour",), ("Account tags", "Phone"))


def test_several_columns_of_addresses_are_one_thing():
    assert layout(["Contact name", "Email", "Email 2"]).columns.count(Column.EMAIL) == 2


@pytest.mark.parametrize(
    ("header", "code", "column"),
    [
        ("Email,Phone", "HEADER_UNKNOWN", None),
        ("Doe,Jane,jane@doe.example", "HEADER_UNKNOWN", None),
        ("Account name,Client name,Email", "COLUMN_TWICE", "Account name"),
    ],
)
def test_header_that_says_too_little_or_too_much_is_refused(header, code, column):
    found = refusal(f"{header}\nx,y,z\n".encode())
    assert (found.code, found.row, found.column) == (code, 1, column)
