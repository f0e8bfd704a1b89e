"""How a file travels: whole up to 100 MB, in parts above, which a reload of the page goes on with."""

from functions.documents.model.kinds import MB

LARGEST_WHOLE = 100 * MB
# Amazon S3 takes 10,000 parts of 5 MiB or more; a file of 5 GB has 299 of these.
PART_SIZE = 16 * 1024 * 1024
MOST_PARTS_AT_ONCE = 100


def is_in_parts(size: int) -> bool:
    return size > LARGEST_WHOLE


def parts_of(size: int) -> int:
    """Count the parts of a file."""
    return -(-size // PART_SIZE)


def part_size(size: int, number: int) -> int:
    """Tell how many bytes a part has; ValueError when the file has no such part."""
    if not 1 <= number <= parts_of(size):
        raise ValueError(number)
    return min(PART_SIZE, size - (number - 1) * PART_SIZE)
