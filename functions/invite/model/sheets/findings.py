"""What is found wrong, or worth knowing, in a sheet."""

from enum import StrEnum

from shared.domain.entities import Entity


class Level(StrEnum):
    """An error keeps its row out; a warning tells what will be done otherwise than it may seem."""

    ERROR = "error"
    WARNING = "warning"


class Finding(Entity):
    """One thing about one row. Rows are counted as a spreadsheet counts them: the header is row 1."""

    row: int
    level: Level
    code: str
    column: str | None = None
    message: str


class UnreadableSheetError(Exception):
    """The file as a whole is no sheet that could be taken row by row."""

    def __init__(self, code: str, message: str, *, row: int = 1, column: str | None = None) -> None:
        super().__init__(message)
        self.finding = Finding(row=row, level=Level.ERROR, code=code, column=column, message=message)


def error(row: int, code: str, column: str | None, message: str) -> Finding:
    return Finding(row=row, level=Level.ERROR, code=code, column=column, message=message)


def member_unknown(row: int, named: str) -> Finding:
    message = f"{named[:80]} is no active member, named by e-mail; the account goes to the others, or to you."
    return warning(row, "MEMBER_UNKNOWN", "Team members", message)


def warning(row: int, code: str, column: str | None, message: str) -> Finding:
    return Finding(row=row, level=Level.WARNING, code=code, column=column, message=message)
