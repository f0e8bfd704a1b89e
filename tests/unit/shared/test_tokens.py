import base64
import math
from dataclasses import replace

import pytest
from botocore.exceptions import EndpointConnectionError

from shared.capability import Claims, Purpose, TokenKey, Tokens, proves, read
from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.ids import digest, firm_id
from tests.fakes.faults import FaultyClient
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.refusals import lost_answer, throttled

CLAIMS = Claims(Purpose.CLIENT_INVITATION, firm_id("muster"), digest("ada"), generation=3, n=1)


@pytest.fixture
def key(kms: FakeKms) -> TokenKey:
    return TokenKey(lambda: kms, KEY_ID)


@pytest.fixture
def tokens(key: TokenKey) -> Tokens:
    return Tokens(key)


def test_a_token_says_its_claims_and_proves_them(tokens: Tokens):
    claims, offered = read(tokens.derive(CLAIMS))
    assert claims == CLAIMS
    assert proves(offered, tokens.proof(CLAIMS))


def test_the_same_claims_give_the_same_token(tokens: Tokens):
    assert tokens.derive(CLAIMS) == tokens.derive(CLAIMS)


def test_a_token_has_256_bits_nobody_can_guess_in_92_characters_safe_in_an_address(tokens: Tokens):
    token = tokens.derive(CLAIMS)
    assert len(token) == 92
    assert token.replace("-", "").replace("_", "").isalnum()
    body = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    assert (len(body) - len(CLAIMS.encoded())) * 8 == 256


def test_the_proof_of_a_token_is_spread_over_all_values(tokens: Tokens):
    generations = 400
    proofs = b"".join(
        bytes.fromhex(read(tokens.derive(replace(CLAIMS, generation=each)))[1]) for each in range(generations)
    )
    counts = [proofs.count(value) for value in range(256)]
    entropy = -sum(each / len(proofs) * math.log2(each / len(proofs)) for each in counts if each)
    assert entropy > 7.9


def test_what_is_stored_is_not_what_is_sent(tokens: Tokens):
    token, stored = tokens.derive(CLAIMS), tokens.proof(CLAIMS)
    assert stored not in base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).hex()


def test_a_token_changed_in_any_byte_proves_nothing(tokens: Tokens):
    token = tokens.derive(CLAIMS)
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    for place in range(len(raw)):
        for mask in (0x01, 0x80):
            changed = bytes(each ^ mask if at == place else each for at, each in enumerate(raw))
            assert not _opens(tokens, base64.urlsafe_b64encode(changed).decode().rstrip("=")), place


def test_a_token_changed_in_any_character_is_another_or_none(tokens: Tokens):
    token = tokens.derive(CLAIMS)
    for place, character in enumerate(token):
        other = "A" if character != "A" else "B"
        assert not _opens(tokens, token[:place] + other + token[place + 1 :]), place


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": Purpose.MEMBER_INVITATION},
        {"firm": firm_id("other")},
        {"id": digest("eve")},
        {"generation": 4},
        {"generation": 2},
        {"n": 2},
    ],
)
def test_another_purpose_firm_holder_or_generation_has_another_token(tokens: Tokens, change: dict[str, object]):
    other = replace(CLAIMS, **change)  # type: ignore[arg-type]  # the parameters spell fields of the dataclass
    _, offered = read(tokens.derive(CLAIMS))
    assert not proves(offered, tokens.proof(other))


@pytest.mark.parametrize(
    "token", ["", "a", "A" * 91, "A" * 92, "A" * 93, "=" * 92, "ä" * 92, "A" * 91 + "\n", "../" * 31, "A" * 10_000]
)
def test_what_is_no_token_is_not_found(token: str):
    with pytest.raises(NotFoundError):
        read(token)


def test_a_token_with_padding_or_blanks_is_not_found(tokens: Tokens):
    token = tokens.derive(CLAIMS)
    for other in (token + "=", token + " ", " " + token, token + "A", token[:-1]):
        with pytest.raises(NotFoundError):
            read(other)


def test_nothing_stored_proves_nothing(tokens: Tokens):
    _, offered = read(tokens.derive(CLAIMS))
    assert not proves(offered, None)
    assert not proves("", None)


def test_another_key_gives_another_token(tokens: Tokens):
    class OtherKms(FakeKms):
        def generate_mac(self, **request):
            return {**super().generate_mac(**request), "Mac": b"\0" * 32}

    other = Tokens(TokenKey(OtherKms, KEY_ID))
    assert other.derive(CLAIMS) != tokens.derive(CLAIMS)


def test_a_derived_key_is_no_mac_of_claims(key: TokenKey):
    assert key.derived("cursors") == key.derived("cursors")
    assert key.derived("cursors") not in {key.derived("other"), key.mac(CLAIMS.encoded())}


@pytest.mark.parametrize(
    "error", [throttled, lost_answer, lambda: EndpointConnectionError(endpoint_url="https://kms.invalid")]
)
def test_when_kms_does_not_answer_the_caller_is_told_to_come_again(kms: FakeKms, error):
    faulty = FaultyClient(kms)
    faulty.fail("generate_mac", error=error)
    with pytest.raises(UnavailableError):
        Tokens(TokenKey(lambda: faulty, KEY_ID)).derive(CLAIMS)
    faulty.assert_fired()


def _opens(tokens: Tokens, token: str) -> bool:
    try:
        claims, offered = read(token)
    except NotFoundError:
        return False
    return claims == CLAIMS and proves(offered, tokens.proof(CLAIMS))
