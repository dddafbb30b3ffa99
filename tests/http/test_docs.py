"""The API's own page: every operation is on it, and nothing on it needs a script."""

import re
from html.parser import HTMLParser

import httpx
import msgspec
import pytest

from api.docs import groups
from api.openapi import FILE

pytestmark = pytest.mark.anyio

DOCUMENT = msgspec.json.decode(FILE.read_bytes())
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


class Seen(HTMLParser):
    """Elements with their attributes, ids, links to them, and headings in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag in {"script", "style"}:
            self.inline.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


async def test_every_operation_is_shown(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/docs")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    seen = Seen()
    seen.feed(answer.text)
    operations = [one for item in DOCUMENT["paths"].values() for one in item.values()]
    assert {one["operationId"] for one in operations} <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


async def test_nothing_on_it_is_inline_and_the_policy_says_so(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/docs")
    seen = Seen()
    seen.feed(answer.text)
    assert seen.inline == []
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert "script" not in policy
    style = await http.get("/v1/docs/docs.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "url(" not in style.text


async def test_each_operation_has_all_that_is_needed_to_call_it() -> None:
    shown = [one for group in groups(DOCUMENT, "https://a.example") for one in group.operations]
    assert len(shown) == sum(len(item) for item in DOCUMENT["paths"].values())
    for one in shown:
        assert one.curl.startswith(f"curl -X {one.method} 'https://a.example/v1/")
        assert ("$ASKWELL_TOKEN" in one.curl) == one.who.startswith("a token")
        assert {field.name for field in one.parameters if field.place == "path"} == {
            name[1:-1] for name in PLACEHOLDER.findall(one.path)
        }
        assert one.answers
    (create,) = [one for one in shown if one.id == "startThread"]
    assert {(field.name, field.kind, field.required) for field in create.fields} == {
        ("id", "uuid", True),
        ("contact_id", "uuid", True),
    }
