"""KMS, as far as MACs go: one key, always the same."""

import hmac
from typing import Any

from tests.fakes.refusals import refusal

KEY_ID = "11111111-2222-3333-4444-555555555555"
_KEY = b"a key that never leaves this file"
_MESSAGE_BYTES = 4096


class FakeKms:
    def __init__(self, key_id: str = KEY_ID) -> None:
        self._key_id = key_id
        self.calls = 0

    def generate_mac(self, *, KeyId: str, MacAlgorithm: str, Message: bytes) -> dict[str, Any]:  # noqa: N803  # AWS's spelling
        self.calls += 1
        if KeyId != self._key_id:
            raise refusal("NotFoundException", "GenerateMac")
        if MacAlgorithm != "HMAC_SHA_256" or not 1 <= len(Message) <= _MESSAGE_BYTES:
            raise refusal("ValidationException", "GenerateMac")
        mac = hmac.digest(_KEY, Message, "sha256")
        return {"Mac": mac, "MacAlgorithm": MacAlgorithm, "KeyId": KeyId}
