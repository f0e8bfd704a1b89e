"""What only this room refuses."""

from shared.domain.errors import ConflictError, PorticoError


class FileTooLargeError(PorticoError):
    """The detail says how big one file may be."""

    status = 422
    code = "FILE_TOO_LARGE"
    title = "This file is bigger than may be sent."


class FileTypeRefusedError(PorticoError):
    """Nobody takes such files here, or its name is of another type than it says."""

    status = 422
    code = "FILE_TYPE_REFUSED"
    title = "Files of this type are not taken."


class PartsMissingError(ConflictError):
    """The detail names the parts that are not there, or not of their size."""

    code = "PARTS_MISSING"
    title = "Not all parts of the file were sent."


class NotHeldError(ConflictError):
    code = "UPLOAD_NOT_HELD"
    title = "This file does not wait for anybody's decision."


class FolderNotEmptyError(ConflictError):
    """Something lies in it, or stands below it; what is in the trash does not count."""

    code = "FOLDER_NOT_EMPTY"
    title = "The folder is not empty."
