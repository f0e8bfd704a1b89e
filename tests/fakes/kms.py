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

    def generate_mac(self, **request: Any) -> dict[str, Any]:
        self.calls += 1
        message: bytes = request["Message"]
        if request["KeyId"] != self._key_id:
            raise refusal("NotFoundException", "GenerateMac")
        if request["MacAlgorithm"] != "HMAC_SHA_256" or not 1 <= len(message) <= _MESSAGE_BYTES:
            raise refusal("ValidationException", "GenerateMac")
        mac = hmac.digest(_KEY, message, "sha256")
        return {"Mac": mac, "MacAlgorithm": "HMAC_SHA_256", "KeyId": self._key_id}
