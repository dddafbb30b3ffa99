"""Templates: filled ones pass the checks, open ones say what is open, words turn to somebody."""

import msgspec
import pytest

from api.threads.addressing import Addressed, addressed
from api.threads.checks import (
    Draft,
    ThanksDraft,
    UpdateDraft,
    check_ask,
    check_thanks,
    check_update,
)
from api.threads.checks.lexicon import LEXICON
from api.threads.checks.vectors import FOLDER, TemplateVector, begun, read_templates
from api.threads.templates import CATALOGUE, Known, begin_ask

TEMPLATES = read_templates()


class Turned(msgspec.Struct, forbid_unknown_fields=True):
    said: str
    names: list[str]
    expect: dict[str, str]


TURNED = msgspec.json.decode((FOLDER / "addressing.json").read_bytes(), type=list[Turned])


@pytest.mark.parametrize("vector", TEMPLATES, ids=[v.name for v in TEMPLATES])
def test_a_draft_breaks_what_a_reader_expects_and_no_more(vector: TemplateVector) -> None:
    draft = begun(vector)
    frame = {
        "channel": vector.channel,
        "subject": draft.subject,
        "body": draft.body,
        "recipient_names": vector.known.recipient_names,
        "why": vector.known.why,
        "sender_name": vector.known.sender or None,
    }
    if vector.kind == "ask":
        broken = [f.rule for f in check_ask(msgspec.convert(frame, Draft)).findings]
    elif vector.kind == "update":
        frame |= {"advice": [vector.followed.advice] if vector.followed.advice else []}
        broken = [f.rule for f in check_update(msgspec.convert(frame, UpdateDraft)).findings]
    else:
        frame |= {"insights": vector.lines}
        frame |= {"promises": [p.text for p in vector.promises if p.mine]}
        result = check_thanks(msgspec.convert(frame, ThanksDraft))
        broken = [f.rule for f in result.findings]
        if vector.kind != "thanks":
            broken = [rule for rule in broken if rule not in ("insight", "no_new_favour")]
    assert broken == vector.expect


@pytest.mark.parametrize("vector", TEMPLATES, ids=[v.name for v in TEMPLATES])
def test_no_slot_is_left_and_the_channel_has_its_subject(vector: TemplateVector) -> None:
    draft = begun(vector)
    assert "{" not in draft.body.replace("{{", "").replace("}}", "")
    assert "  " not in draft.body
    assert ".." not in draft.body
    assert (draft.subject is None) is (vector.channel != "email")


@pytest.mark.parametrize("turned", TURNED, ids=[t.said for t in TURNED])
def test_words_about_somebody_become_words_to_them(turned: Turned) -> None:
    kind, text = turned.expect["kind"], turned.expect["text"]
    assert addressed(turned.said, turned.names) == Addressed(kind, text)  # type: ignore[arg-type]


def test_every_gap_of_an_opening_belongs_to_a_rule() -> None:
    for opening in CATALOGUE.connections.values():
        for text in (opening.how, opening.point):
            if "{{" in text:
                label = text.partition("{{")[2].partition("}}")[0]
                assert LEXICON.gaps[label] in ("connection", "specific")


def test_subjects_have_three_to_five_words() -> None:
    subjects = [opening.subject for opening in CATALOGUE.connections.values()]
    others = (CATALOGUE.follow_up, CATALOGUE.answer_no, CATALOGUE.update)
    for subject in [*subjects, *(other.subject for other in others)]:
        assert 3 <= len(subject.split()) <= 5


def test_a_filled_ask_has_a_good_length() -> None:
    known = Known(
        recipient_names=["Maya"],
        why="Her article on ward data in the spring nursing letter",
        sender="Nora Haas",
        who="a nurse in Leeds",
        wish="if health data could be my next step",
        point="You moved from the bedside to teaching, which is the move I understand least",
    )
    for connection in CATALOGUE.connections:
        body = begin_ask(connection, "email", known).body
        draft = Draft(channel="email", subject="Your ward data article", body=body)
        assert 50 <= check_ask(draft).words <= 100
        note = begin_ask(connection, "linkedin_note", known).body
        assert len(note) <= 300


def test_texts_keep_the_voice() -> None:
    raw = msgspec.json.encode(CATALOGUE).decode()
    assert "!" not in raw
