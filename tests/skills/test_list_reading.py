"""Which list a file is, and what is kept of its rows; what comes by mistake or in malice is refused."""

import io
import zipfile

import pytest

from api.skills.list_reading import (
    MOST_WORDS,
    NAME_LENGTH,
    ListRefused,
    Refusal,
    kind_of,
    read_list,
)
from api.skills.vocabulary import VOCABULARY, id_of
from tests.skills.listing import ESCO_HEADER, esco, onet_skills, onet_tools

TWO = esco(
    [
        ("aa", "manage musical staff", "coordinate duties of musical staff\nmanage staff of music"),
        ("bb", "Python (computer programming)", "Python3"),
    ]
)


def read(content: bytes, language: str = "en") -> list[tuple[str, tuple[str, ...]]]:
    """Names and words."""
    source = io.BytesIO(content)
    return [(one.name, one.words) for one in read_list(source, kind_of(source), language).entries]


def test_a_list_of_esco_is_read_with_its_other_words() -> None:
    assert read(TWO) == [
        (
            "manage musical staff",
            (
                "manage musical staff",
                "coordinate duties of musical staff",
                "manage staff of music",
            ),
        ),
        ("Python (computer programming)", ("Python (computer programming)", "=Python", "=Python3")),
    ]


def test_what_esco_retired_is_left_out_and_counted() -> None:
    content = (
        esco([("aa", "weave cloth", "")])
        + esco([("bb", "use telex", "")], "obsolete")[len(",".join(ESCO_HEADER)) + 1 :]
    )
    found = read_list(io.BytesIO(content), "esco", "en")
    assert [one.name for one in found.entries] == ["weave cloth"]
    assert (found.rows, found.retired) == (2, 1)


def test_each_skill_of_onet_counts_once_and_knowledge_is_none() -> None:
    rows = [("2.A.1.d", "Speaking"), ("2.B.1.e", "Active Listening"), ("2.C.1.a", "Clerical")]
    found = read_list(io.BytesIO(onet_skills(rows)), "onet_skills", "en")
    assert [(one.name, one.words) for one in found.entries] == [
        ("Speaking", ("=speaking",)),
        ("Active Listening", ("active listening",)),
    ]
    assert (found.rows, found.repeated, found.other) == (12, 6, 4)


def test_technology_counts_as_it_is_written_and_letters_alone_do_not() -> None:
    names = ["Microsoft Access", "Access", "R", "C++", "Adobe Acrobat", "Adobe Acrobat"]
    assert read(onet_tools(names)) == [
        ("Microsoft Access", ("Microsoft Access",)),
        ("Access", ("=Access",)),
        ("R", ()),
        ("C++", ("=C++",)),
        ("Adobe Acrobat", ("Adobe Acrobat",)),
    ]


def test_a_skill_that_we_know_by_this_name_counts_as_ours() -> None:
    entries = read_list(
        io.BytesIO(esco([("aa", "SQL", "query language of tables"), ("bb", "tune pianos", "")])),
        "esco",
        "en",
    ).entries
    assert [one.known_as for one in entries] == [id_of("askwell", "sql"), None]
    assert id_of("askwell", "sql") in VOCABULARY


def test_words_of_another_language_keep_their_endings() -> None:
    content = esco([("aa", "Kosten planen", "Kostenplanung")])
    leads = {
        language: read_list(io.BytesIO(content), "esco", language).entries[0].leads
        for language in ("de", "en")
    }
    assert leads["de"] == ("kosten planen", "kostenplanung")
    assert leads["en"] == ("kosten planen", "kostenplanung")
    plural = esco([("aa", "Kurse leiten", "Kurs leiten")])
    assert len(read_list(io.BytesIO(plural), "esco", "de").entries[0].words) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_program_wrote_it_its_letters_are_right(encoding: str) -> None:
    content = esco([("aa", "Gemüse züchten", "")]).decode().encode(encoding)
    assert read(content, "de")[0][0] == "Gemüse züchten"


def test_a_semicolon_and_windows_ends_are_read_too() -> None:
    text = "conceptUri;preferredLabel;altLabels;status\r\nurn:1;tune pianos;;released\r\n"
    assert read(text.encode()) == [("tune pianos", ("tune pianos",))]


def test_huge_cells_and_rows_cost_themselves_only() -> None:
    words = "\n".join(f"word number {one}" for one in range(300))
    content = esco(
        [
            ("aa", "x" * 300_000, ""),
            ("bb", "y" * (NAME_LENGTH + 1), ""),
            ("cc", "tune pianos", words),
            ("dd", "weave cloth", "z" * 90_000),
            ("", "", ""),
        ]
    )
    found = read_list(io.BytesIO(content), "esco", "en")
    assert [one.name for one in found.entries] == ["tune pianos", "weave cloth"]
    assert len(found.entries[0].words) == MOST_WORDS + 1
    assert found.entries[1].words == ("weave cloth",)
    assert found.unreadable == 3


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    lines = esco([("aa", "tune pianos", ""), ("bb", "weave cloth", "")]).decode().splitlines()
    lines.insert(1, 'KnowledgeSkillCompetence,urn:1,x,y,"never closed,,,released,,,,,')
    names = [name for name, _ in read("\n".join([*lines, ""]).encode())]
    assert names == ["tune pianos", "weave cloth"]


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("skills_en.csv", b"0" * 2**24)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Refusal.empty),
        (_zip(), Refusal.archive),
        (b"%PDF-1.7\n", Refusal.unknown_list),
        (bytes(range(256)) * 400, Refusal.unknown_list),
        (b"First Name,Last Name,URL\nAna,Ferreira,\n", Refusal.unknown_list),
        (b"\n" * 100_000, Refusal.unknown_list),
        (b"x" * 3_000_000, Refusal.unknown_list),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, code: Refusal) -> None:
    with pytest.raises(ListRefused) as refused:
        kind_of(io.BytesIO(content))
    assert refused.value.code == code


def test_a_list_without_a_skill_is_refused() -> None:
    with pytest.raises(ListRefused) as refused:
        read_list(io.BytesIO(esco([])), "esco", "en")
    assert refused.value.code == Refusal.no_skills
