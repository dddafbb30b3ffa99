"""What is kept of a JPEG: the picture, and nothing a camera wrote about it."""

import pytest

from api.conversations.jpeg import NotAPicture, bare_jpeg
from tests.conversations.pictures import EXIF, jpeg, segment


def test_what_a_camera_wrote_is_gone() -> None:
    told = (
        segment(0xE0, b"JFIF\0\x01\x01")
        + segment(0xE1, EXIF)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta GPS/>")
        + segment(0xE2, b"MPF\0 a second picture")
        + segment(0xED, b"Photoshop 3.0\0 Leeds")
        + segment(0xFE, b"a comment")
    )
    bare = bare_jpeg(jpeg(between=told, after=b"PK\x03\x04 a second file"))
    assert (bare.width, bare.height) == (30, 20)
    assert bare.data == jpeg()


def test_how_its_colours_are_meant_stays() -> None:
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
    assert bare_jpeg(jpeg(between=adobe)).data == jpeg(between=adobe)
    assert bare_jpeg(jpeg(between=segment(0xEE, b"another"))).data == jpeg()


def test_bytes_may_fill_the_room_before_a_marker() -> None:
    assert bare_jpeg(jpeg(between=b"\xff\xff")).data == jpeg()


def test_all_scans_of_a_picture_that_comes_in_steps_stay() -> None:
    second = segment(0xDA, b"\x01\x01\x00\x01\x05\x00") + b"\x9a\xbc"
    steps = jpeg()[:-2] + segment(0xC4, b"\x01" + bytes(16)) + second + b"\xff\xd9"
    assert bare_jpeg(steps).data == steps


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + b"\xff" * 40,
        jpeg()[:-2],
        jpeg()[:40],
        jpeg(between=b"words"),
        jpeg(between=b"\xff\xe1\x00\x01"),
        jpeg(between=b"\xff\xe1\xff\xff"),
        jpeg(width=0),
        jpeg(height=0),
        jpeg(width=8193),
        segment(0xC0, b"\x08"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        bare_jpeg(data)


def test_no_beginning_of_a_picture_is_one() -> None:
    whole = jpeg(between=segment(0xE1, EXIF))
    for length in range(len(whole)):
        with pytest.raises(NotAPicture):
            bare_jpeg(whole[:length])
