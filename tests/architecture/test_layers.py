"""Who may import whom, what a module must say, and which shortcuts are findings (ARCHITECTURE.md 2)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.models import Base

ROOT = Path(__file__).resolve().parents[2]
FEATURES = (
    "accounts",
    "oauth",
    "deliveries",
    "organizations",
    "sharing",
    "journal",
    "contacts",
    "threads",
    "conversations",
    "insights",
    "goals",
    "skills",
    "preparation",
    "debrief",
    "ties",
    "landings",
    "longview",
    "overview",
    "digests",
    "reminders",
    "reports",
    "hosting",
    "coaching",
    "assistants",
    "portability",
    "integrations",
)
"""In their order: each may import only those before it."""

FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "repository",
    "dto",
    "misc",
}
LITESTAR_BELONGS = {"routes", "app", "access", "errors", "openapi"}
HTTP_MODULES = {
    "docs",
    "envelope",
    "etags",
    "health",
    "heads",
    "idempotency",
    "limits",
    "paging",
    "refusals",
    "webapp",
}
"""Modules of `api/` itself that speak HTTP beside those that ARCHITECTURE.md names."""
MAY_READ_THE_CLOCK = {"api/clock.py"}


TENANTS = {"person": "owner_id", "delivery": "tenant_id", "organization": "organization_id"}
"""The column that names the tenant, by schema."""


def modules() -> Iterator[Path]:
    for package in ("api", "workers"):
        yield from sorted((ROOT / package).rglob("*.py"))


MODULES = [str(path.relative_to(ROOT)) for path in modules()]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def feature_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "api" and parts[1] in FEATURES else None


@pytest.mark.parametrize("name", MODULES)
def test_features_import_only_earlier_ones(name: str) -> None:
    own = feature_of(name.removesuffix(".py").replace("/", "."))
    if own is None:
        return
    for dotted in imports(ROOT / name):
        other = feature_of(dotted)
        if other is not None:
            assert FEATURES.index(other) <= FEATURES.index(own), f"{name} imports {dotted}"


@pytest.mark.parametrize("name", MODULES)
def test_the_api_knows_nothing_of_workers_and_routes_are_only_for_the_app(name: str) -> None:
    for dotted in imports(ROOT / name):
        if name.startswith("api/"):
            assert not dotted.startswith("workers"), f"{name} imports {dotted}"
        if dotted.endswith(".routes"):
            assert name == "api/app.py", f"{name} imports {dotted}"


@pytest.mark.parametrize("name", MODULES)
def test_litestar_stays_at_the_edge(name: str) -> None:
    stem = Path(name).stem
    if stem in LITESTAR_BELONGS or stem.endswith("_routes") or stem in HTTP_MODULES:
        return
    for dotted in imports(ROOT / name):
        assert not dotted.startswith("litestar"), f"{name} imports {dotted}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_for(name: str) -> None:
    path = ROOT / name
    assert path.stem not in FORBIDDEN_NAMES, f"{name}: a name that says nothing"
    assert ast.get_docstring(ast.parse(path.read_text())), f"{name} does not open with a sentence"


@pytest.mark.parametrize("name", MODULES)
def test_the_domain_never_reads_the_clock(name: str) -> None:
    if name in MAY_READ_THE_CLOCK or name.startswith("api/embedded/"):
        return
    found = re.search(r"datetime\.now\(|date\.today\(|time\.time\(", (ROOT / name).read_text())
    assert not found, f"{name} reads the clock: take `now` as an argument"


@pytest.mark.parametrize("name", MODULES)
def test_public_functions_and_classes_say_what_they_mean(name: str) -> None:
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        private = isinstance(node, ast.ClassDef) and node.name.startswith("_")
        if isinstance(node, ast.Module | ast.ClassDef) and not private:
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    public = not inner.name.startswith("_")
                    assert not public or ast.get_docstring(inner), f"{name}: {inner.name}"


def test_every_column_states_its_privacy_class() -> None:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            assert column.info.get("privacy") in {"own", "third", "plain", "secret"}, str(column)


def test_tenant_keys_begin_with_the_tenant() -> None:
    """Primary, foreign and unique keys of tenant tables begin with the tenant column."""
    for table in Base.metadata.tables.values():
        tenant = TENANTS.get(table.schema or "")
        if tenant is None:
            continue
        assert next(iter(table.primary_key.columns)).name == tenant, table.fullname
        for constraint in table.foreign_key_constraints:
            target = constraint.referred_table
            if target.schema in TENANTS:
                assert constraint.column_keys[0] == tenant, f"{table.fullname} → {target.fullname}"
        for constraint in table.constraints:
            if type(constraint).__name__ == "UniqueConstraint":
                assert next(iter(constraint.columns)).name == tenant, table.fullname


@pytest.mark.parametrize("name", MODULES)
def test_orm_reads_of_a_table_begin_at_its_one_function(name: str) -> None:
    """`select(Model)` stands only in `<something>_of(subject) -> Select[Model]`."""
    models = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    tree = ast.parse((ROOT / name).read_text())
    for function in [
        n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]:
        if function.name.endswith("_of") or (
            function.returns and "Select[" in ast.unparse(function.returns)
        ):
            continue
        for call in [n for n in ast.walk(function) if isinstance(n, ast.Call)]:
            if isinstance(call.func, ast.Name) and call.func.id == "select" and len(call.args) == 1:
                argument = call.args[0]
                assert not (isinstance(argument, ast.Name) and argument.id in models), (
                    f"{name}:{call.lineno} select({argument.id}) outside of its one function"  # type: ignore[attr-defined]
                )
