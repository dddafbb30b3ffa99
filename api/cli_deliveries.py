"""`askwell deliveries`: what is due, what could not be sent, and what an operator does about it."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

import click
import msgspec

from api.config import ConfigurationError, Settings
from api.deliveries.shown import MOST, STATES, Decided, Decision, DeliveryShown, State
from api.one_line import in_one_line

if TYPE_CHECKING:
    from api.database import Database

Answer = TypeVar("Answer")

_COLOURS: Final = {"pending": "cyan", "leased": "yellow", "done": "green", "dead": "bold red"}
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
_ids = click.argument("ids", nargs=-1, required=True, type=click.UUID)


@click.group()
def deliveries() -> None:
    """Deliveries: look at them, try them again, call them off (DATABASE_WORKER_URL).

    They are shown by ids, codes and times; what they say stays with their people.
    """


@deliveries.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Repeatable.")
@click.option("--kind", "kinds", multiple=True, help="Only of this kind; repeatable.")
@click.option("--person", type=click.UUID, help="Only of this person.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, MOST))
@_json
@in_one_line
def list_(
    states: Sequence[State], kinds: Sequence[str], person: UUID | None, most: int, as_json: bool
) -> None:
    """The deliveries that match all that is given, the latest due first."""
    from api.deliveries.operating import list_deliveries

    found = _ask(
        lambda database: list_deliveries(
            database, states=states or None, kinds=kinds or None, tenant_id=person, most=most
        )
    )
    if as_json:
        _print_json(found)
    else:
        _print_table(found)


@deliveries.command()
@_ids
@_json
@in_one_line
def show(ids: Sequence[UUID], as_json: bool) -> None:
    """All that is known of these deliveries. The id is also the Message-ID of a mail."""
    from api.deliveries.operating import list_deliveries

    found = _ask(lambda database: list_deliveries(database, ids=ids))
    if as_json:
        _print_json(found)
    else:
        for one in found:
            _print_one(one)
    known = {one.id for one in found}
    if missing := [str(one) for one in ids if one not in known]:
        sys.exit(f"askwell: No such delivery: {', '.join(missing)}.")


@deliveries.command()
@_ids
@_json
@in_one_line
def retry(ids: Sequence[UUID], as_json: bool) -> None:
    """Try now what waits: after a failure, or for a better hour (its rule is asked again)."""
    _decide("retry", ids, as_json)


@deliveries.command()
@_ids
@_json
@in_one_line
def cancel(ids: Sequence[UUID], as_json: bool) -> None:
    """Call off what waits or is dead; a worker that holds one may finish it."""
    _decide("cancel", ids, as_json)


@deliveries.command()
@click.argument("ids", nargs=-1, type=click.UUID)
@click.option("--all", "everything", is_flag=True, help=f"All that are dead, {MOST:,} at most.")
@click.option("--kind", "kinds", multiple=True, help="With --all: only of this kind; repeatable.")
@_json
@in_one_line
def requeue(ids: Sequence[UUID], everything: bool, kinds: Sequence[str], as_json: bool) -> None:
    """Begin anew with dead ones, with all their tries; a mail keeps its Message-ID."""
    if bool(ids) == everything:
        raise click.UsageError("Name deliveries, or say --all.")
    if kinds and not everything:
        raise click.UsageError("--kind goes with --all.")
    if everything:
        from api.deliveries.operating import list_deliveries

        dead = _ask(lambda base: list_deliveries(base, states=["dead"], kinds=kinds or None))
        ids = [one.id for one in dead]
    _decide("requeue", ids, as_json)


def _decide(decision: Decision, ids: Sequence[UUID], as_json: bool) -> None:
    from api.deliveries.operating import decide

    decided = _ask(lambda database: decide(database, decision, ids))
    if as_json:
        click.echo(msgspec.json.encode(decided))
    else:
        _print_decided(decision, decided)
    if decided.left:
        sys.exit(1)


def _ask(question: Callable[["Database"], Coroutine[None, None, Answer]]) -> Answer:
    settings = Settings.from_environment()
    if not settings.database_worker_url:
        raise ConfigurationError(
            "DATABASE_WORKER_URL is missing: postgresql://askwell_worker:…@host/askwell"
        )

    from api.clock import Clock
    from api.database import Database

    async def run() -> Answer:
        clock = Clock(settings.clock_file)
        database = Database(settings.database_worker_url, clock, pool_size=1, name="askwell-cli")
        try:
            return await question(database)
        finally:
            await database.close()

    return asyncio.run(run())


def _print_json(found: Sequence[DeliveryShown]) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))


def _print_table(found: Sequence[DeliveryShown]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("id", "kind", "occurrence", "channel", "state", "outcome", "tries"):
        table.add_column(name, no_wrap=name == "id", justify="right" if name == "tries" else "left")
    table.add_column("due (UTC)", no_wrap=True)
    table.add_column("next look (UTC)", no_wrap=True)
    for one in found:
        table.add_row(
            str(one.id),
            one.kind,
            one.occurrence,
            one.channel,
            f"[{_COLOURS[one.state]}]{one.state}",
            one.outcome or "",
            str(one.attempts),
            f"{one.due_at:%Y-%m-%d %H:%M:%S}",
            f"{one.next_at:%Y-%m-%d %H:%M:%S}" if one.next_at else "",
        )
    # Piped into another program, a line must not break where a terminal would.
    console = Console(width=None if sys.stdout.isatty() else 240)
    console.print(table if found else "No such deliveries.")


def _print_one(one: DeliveryShown) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    for name in one.__struct_fields__:
        value = getattr(one, name)
        table.add_row(f"[bold]{name}", "" if value is None else str(value))
    Console().print(table, "")


def _print_decided(decision: Decision, decided: Decided) -> None:
    said = {
        "retry": "to be tried now",
        "cancel": "called off",
        "requeue": "begun anew",
    }[decision]
    click.echo(f"{len(decided.changed)} {said}.")
    for one in decided.left:
        click.echo(f"{one.id} is left as it is: {one.state}, {one.outcome or 'no outcome'}.")
