"""Keys made of SECRET_KEYS are those of RFC 5869, as they were before and as other tools make them."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.secrets import Keys, hkdf


@pytest.mark.parametrize("length", [12, 16, 32])
@pytest.mark.parametrize("salt", [b"", b"sixteen bytes of"])
def test_a_key_is_that_of_the_standard(salt: bytes, length: int) -> None:
    made = hkdf(b"a secret", salt, b"what for", length)
    assert made == HKDF(SHA256(), length, salt=salt or None, info=b"what for").derive(b"a secret")


def test_each_purpose_has_a_key_of_its_own_from_each_secret() -> None:
    seals, cursors = (Keys(("new", "old")).derive(purpose) for purpose in ("seal", "cursor"))
    assert len({*seals, *cursors}) == 4
    assert seals[1] == Keys(("old",)).derive("seal")[0]
