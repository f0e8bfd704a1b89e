"""Pictures for the tests."""

import struct
import zlib

WIDTH, HEIGHT = 48, 32


def png() -> bytes:
    """Paint a small picture (PNG, ISO/IEC 15948) whose colours run from left to right."""
    row = b"\0" + b"".join(bytes((5 * x, 90, 200 - 4 * x)) for x in range(WIDTH))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    body = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(row * HEIGHT)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
