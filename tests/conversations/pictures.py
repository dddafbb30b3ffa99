"""JPEGs made by hand: a few drawing segments, and whatever a camera may write between them."""

EXIF = b"Exif\0\0MM\0*\0\0\0\x08 GPS 53.7997,-1.5492 Pixel 9"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


def jpeg(*, width: int = 30, height: int = 20, between: bytes = b"", after: bytes = b"") -> bytes:
    """A grey picture of one component; `between` comes before its frame, `after` behind its end."""
    frame = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    return b"".join(
        (
            b"\xff\xd8",
            between,
            segment(0xDB, bytes(65)),
            segment(0xC0, frame),
            segment(0xC4, b"\x00" + bytes(16)),
            segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\xff\x00\x34\xff\xd0\x56",
            b"\xff\xd9",
            after,
        )
    )
