"""Every answer carries an id and safe headers; health and the web app tell the truth."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from api.app import create_app
from api.config import Settings
from api.webapp import WebApp

pytestmark = pytest.mark.anyio


def client(app: Litestar) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://askwell.test")


async def test_every_answer_has_an_id_and_keeps_a_good_one(http: httpx.AsyncClient) -> None:
    assert len((await http.get("/v1/me")).headers["x-request-id"]) == 36
    kept = await http.get("/v1/me", headers={"x-request-id": "my-own-id-7"})
    assert kept.headers["x-request-id"] == "my-own-id-7"
    assert kept.json()["request_id"] == "my-own-id-7"
    bad = await http.get("/v1/me", headers={"x-request-id": "no\tgood"})
    assert bad.headers["x-request-id"] != "no\tgood"


async def test_answers_are_nobodys_to_keep(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/me")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_head_answers_like_get_without_the_body(http: httpx.AsyncClient) -> None:
    for path in ("/v1/openapi.json", "/v1/docs", "/health/live", "/v1/me"):
        got, head = await http.get(path), await http.head(path)
        assert (head.status_code, head.content) == (got.status_code, b""), path
        for name in ("content-type", "content-length", "x-content-type-options"):
            assert head.headers[name] == got.headers[name]


async def test_what_finds_no_route_has_an_id_a_limit_and_says_what_is_allowed(
    http: httpx.AsyncClient,
) -> None:
    answer = await http.put("/v1/me")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["ratelimit"].startswith('"requests";r=')
    assert answer.headers["cache-control"] == "private, no-store"
    unknown = await http.post("/v1/nothing/at/all")
    assert unknown.status_code in {404, 405}
    assert unknown.json()["request_id"] == unknown.headers["x-request-id"]


async def test_ready_names_each_part(http: httpx.AsyncClient) -> None:
    answer = await http.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "broker": "off"}


async def test_without_a_database_it_is_alive_but_not_ready(settings: Settings) -> None:
    lonely = create_app(replace(settings, database_url="postgresql://nobody@127.0.0.1:9/none"))
    async with lonely.lifespan(), client(lonely) as http:
        assert (await http.get("/health/live")).status_code == 200
        answer = await http.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json()["database"] == "down"


async def test_without_a_database_requests_get_a_503_with_a_time_to_come_back(
    settings: Settings,
) -> None:
    from api.credentials import mint
    from api.tables import new_id

    lonely = create_app(replace(settings, database_url="postgresql://nobody@127.0.0.1:9/none"))
    token, _ = mint("token", new_id())
    async with lonely.lifespan(), client(lonely) as http:
        answer = await http.get("/v1/me", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["type"].endswith("/unavailable")


async def test_metrics_are_for_whoever_holds_the_token(settings: Settings) -> None:
    app = create_app(replace(settings, metrics_token="m" * 40))
    async with app.lifespan(), client(app) as http:
        assert (await http.get("/metrics")).status_code == 404
        shown = await http.get("/metrics", headers={"authorization": "Bearer " + "m" * 40})
        assert "askwell_requests_total" in shown.text


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "_app/immutable").mkdir(parents=True)
    (tmp_path / "index.html").write_text("<html><script>start()</script></html>")
    (tmp_path / "csp.json").write_text('{"script-src": ["\'sha256-abc\'"]}')
    (tmp_path / "_app/immutable/a.js").write_text("let a")
    (tmp_path / "_app/immutable/a.js.br").write_bytes(b"packed")
    return tmp_path


async def test_the_web_app_is_packed_immutable_and_under_a_policy(
    settings: Settings, built: Path
) -> None:
    app = create_app(replace(settings, frontend_dir=str(built)))
    async with app.lifespan(), client(app) as http:
        page = await http.get("/people/some-id")
        assert page.text.startswith("<html>")
        assert "script-src 'self' 'sha256-abc'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-cache"
        again = await http.get("/", headers={"if-none-match": page.headers["etag"]})
        assert again.status_code == 304
        script = await http.get("/_app/immutable/a.js", headers={"accept-encoding": "gzip"})
        assert script.text == "let a"
        assert "immutable" in script.headers["cache-control"]
        assert (await http.get("/nothing.js")).status_code == 404
        missing = await http.get("/v1/nothing")
        assert missing.status_code == 404
        assert missing.headers["content-type"] == "application/problem+json"


def test_the_build_prefers_brotli(built: Path) -> None:
    found = WebApp(built).find("/_app/immutable/a.js")
    assert found is not None
    assert found.variants == {"identity": b"let a", "br": b"packed"}
