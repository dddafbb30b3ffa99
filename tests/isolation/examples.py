"""Valid requests by operation: `$kind` stands for an own id of that kind, `$new` for a new one,
`$soon` and `$soon_after` for times in the next days."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from api.tables import new_id

Json = dict[str, Any]
FILE = Path(__file__).with_name("examples.json")


def examples() -> dict[str, list[Json]]:
    """All examples: `path`, `query` and `body` of requests that succeed."""
    found: dict[str, list[Json]] = json.loads(FILE.read_text())
    return found


def fill(example: Json, ids: dict[str, str]) -> Json:
    """The example with ids in the place of their kinds."""

    soon = datetime.now(UTC) + timedelta(days=5)
    times = {
        "$soon": soon.isoformat(),
        "$soon_after": (soon + timedelta(minutes=30)).isoformat(),
    }

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: filled(value) for name, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        if isinstance(node, str) and node.startswith("$"):
            if node in times:
                return times[node]
            return str(new_id()) if node == "$new" else ids[node[1:]]
        return node

    done: Json = filled(example)
    return done
