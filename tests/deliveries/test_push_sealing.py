"""What a push service is given: the example of RFC 8291 byte by byte, and keys that are ours."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.deliveries.push_sealing import (
    MOST_WORDS,
    Vapid,
    decode,
    encode,
    is_point,
    seal_push,
)
from api.secrets import Keys
from tests.deliveries.push_service import Browser

RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
WORDS = b"When I grow up, I want to be a watermelon"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc() -> None:
    sender = ec.derive_private_key(int.from_bytes(decode(SENDER), "big"), ec.SECP256R1())
    sealed = seal_push(WORDS, decode(RECEIVER), decode(SECRET), salt=decode(SALT), sender=sender)
    assert encode(sealed) == SEALED


def test_only_the_browser_opens_it_and_no_two_are_alike() -> None:
    browser = Browser("https://push.example.org/1", "")
    once, again = (seal_push(WORDS, browser.public, browser.auth) for _ in range(2))
    assert once != again
    assert browser.open(once) == browser.open(again) == WORDS
    assert len(seal_push(b"x" * MOST_WORDS, browser.public, browser.auth)) == 4096
    with pytest.raises(ValueError, match="too long"):
        seal_push(b"x" * (MOST_WORDS + 1), browser.public, browser.auth)


def test_a_key_is_known_as_long_as_its_secret_is_kept() -> None:
    old, new = (
        "an old key of more than thirty-two characters",
        "a newer key of more than thirty-two",
    )
    before, after = (Vapid(Keys(keys), "mailto:a@example.org") for keys in ((old,), (new, old)))
    assert before.public == Vapid(Keys((old,)), "").public != after.public
    assert after.knows(before.public)
    assert not before.knows(after.public)
    now = datetime(2027, 3, 8, tzinfo=UTC)
    signed = after.authorization("https://push.example.org/1?a=b", before.public, now)
    assert signed.endswith(f"k={before.public}")
    with pytest.raises(KeyError):
        before.authorization("https://push.example.org/1", after.public, now)


def test_a_point_is_a_point() -> None:
    assert is_point(decode(RECEIVER))
    assert not is_point(decode(RECEIVER)[:-1] + b"\x00")
    assert not is_point(b"")
