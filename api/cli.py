"""`askwell`: the commands of an installation. Each part of the product is one of them."""

import asyncio
import gc
import os
import sys
from pathlib import Path

import click

from api.cli_deliveries import deliveries
from api.config import ConfigurationError, Settings, asyncpg_url
from api.credentials import SCOPES
from api.one_line import in_one_line

# Imported where they are needed: `askwell serve` shall be ready in 2 seconds, `--help` at once.


@click.group(context_settings={"help_option_names": ["--help", "-h"]})
def main() -> None:
    """Askwell: informational interviews, from a good ask to what came of it.

    Settings come from the environment: DATABASE_URL, DATABASE_OWNER_URL, DATABASE_WORKER_URL,
    BROKER_URL, SMTP_URL, PUBLIC_URL, OIDC_PROVIDERS, SECRET_KEY, ASKWELL_ENV.
    """


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that share the port, each with its own connections to the database.",
)
@click.option(
    "--leave",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 15),
    help="Seconds for which it goes on answering once it is told to end, and says that it is not"
    " ready: behind a proxy others take over in that time. For one process.",
)
@in_one_line
def serve(host: str, port: int, processes: int, leave: float) -> None:
    """Serve the web app and the API."""
    settings = Settings.from_environment()
    # A fifth of the start was looking for garbage among what stays; `application` turns it on again.
    gc.disable()
    from api.server import serve as run

    run(settings, host, port, processes, leave)


@main.command()
@click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--port", default=8000, show_default=True, help="Port of the web app.")
@click.option("--email", default="you@example.org", show_default=True, help="Who gets a link.")
@click.option("--no-demo", is_flag=True, help="Without the demo story.")
@click.option("--restored", is_flag=True, help="The data were taken from a backup.")
@click.option(
    "--restore",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Put this backup in the place of the database first.",
)
@in_one_line
def up(
    data: Path | None, port: int, email: str, no_demo: bool, restored: bool, restore: Path | None
) -> None:
    """Start everything on this machine: database, API, worker, tick, mail catcher."""
    from api.embedded.up import STATE, Options
    from api.embedded.up import up as run

    run(
        Options(
            data=data or STATE,
            port=port,
            demo=not no_demo,
            email=email,
            restored=restored or restore is not None,
            backup=restore,
        )
    )


@main.command()
@click.option("--demo", is_flag=True, required=True, help="Nora's story, told up to today.")
@in_one_line
def seed(demo: bool) -> None:
    """Put the demo story into the database; once it is there, nothing happens."""
    settings = Settings.from_environment()
    from rich.progress import Progress

    from api.clock import Clock
    from api.demo.seeding import seed_story
    from api.demo.story import CAST

    with Progress(transient=True) as progress:
        task = progress.add_task("Telling Nora's story", total=len(CAST))
        told = asyncio.run(
            seed_story(settings, Clock(settings.clock_file).now(), lambda: progress.advance(task))
        )
    click.echo("The demo story is told." if told else "The demo story is there already.")


@main.command()
@in_one_line
def work() -> None:
    """Send what is due: the process that works deliveries and imports."""
    _become("work")


@main.command()
@in_one_line
def tick() -> None:
    """Plan what becomes due, and ring for what was left lying."""
    _become("tick")


def _become(part: str) -> None:
    # The hands import the product, never the other way round: so they are started, not imported.
    os.execv(sys.executable, [sys.executable, "-m", "workers", part])  # noqa: S606


@main.command()
@click.option("--to", "revision", default="head", show_default=True, help="Revision to reach.")
@in_one_line
def migrate(revision: str) -> None:
    """Bring the database to the newest schema, as its owner (DATABASE_OWNER_URL)."""
    _migrate(revision)


def _migrate(revision: str) -> None:
    _address("DATABASE_OWNER_URL", "askwell_owner")
    from alembic import command
    from alembic.config import Config

    import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    try:
        command.upgrade(config, revision)
    except OSError as error:
        raise ConfigurationError(
            f"DATABASE_OWNER_URL: the database does not answer ({error})"
        ) from error


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_one_line
def backup(file: Path) -> None:
    """Dump the database into FILE (DATABASE_BACKUP_URL, a login as askwell_backup).

    Files and the log of erasures lie elsewhere (FILES_URL, ERASURES_URL). Never put the log back.
    """
    from api.backups import back_up

    back_up(_address("DATABASE_BACKUP_URL", "askwell_backup"), file)
    click.echo(f"The backup is {file}.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_one_line
def restore(file: Path) -> None:
    """Put the backup FILE into an empty database (DATABASE_ADMIN_URL, a login as administrator).

    Then as `askwell migrate` and `askwell restored`, with their addresses.
    """
    from api.backups import put_back

    admin = _address("DATABASE_ADMIN_URL", "postgres")
    _address("DATABASE_OWNER_URL", "askwell_owner")
    put_back(admin, file)
    _migrate("head")
    _settle_restored()


@main.command()
@in_one_line
def restored() -> None:
    """Say that the database was taken from a backup.

    Who was erased since then is erased again (ERASURES_URL), and devices bring again what is missing.
    To be run once, after the restore and before anybody works on it (DATABASE_OWNER_URL,
    DATABASE_WORKER_URL).
    """
    _settle_restored()


def _settle_restored() -> None:
    from dataclasses import replace

    from api.portability.restoring import settle_restored

    settings = replace(
        Settings.from_environment(),
        database_owner_url=_address("DATABASE_OWNER_URL", "askwell_owner"),
        database_worker_url=_address("DATABASE_WORKER_URL", "askwell_worker"),
    )
    try:
        erased, people = asyncio.run(settle_restored(settings))
    except OSError as error:
        raise ConfigurationError(
            f"DATABASE_OWNER_URL: the database does not answer ({error})"
        ) from error
    if not settings.erasures_url:
        click.echo("Without ERASURES_URL nobody knows who was erased since the backup.")
    click.echo(f"Erased again: {erased}.")
    click.echo(f"A new epoch for {people} people: their devices bring what is missing here.")


def _address(name: str, role: str) -> str:
    url = os.environ.get(name, "")
    if not url:
        raise ConfigurationError(f"{name} is missing: postgresql://{role}:…@host/askwell")
    asyncpg_url(url)
    return url


@main.command()
@click.option("--write", is_flag=True, help="Write it to api/openapi.json instead.")
@in_one_line
def openapi(write: bool) -> None:
    """Print the OpenAPI document of this version."""
    from api.app import V1
    from api.openapi import FILE, document, encode

    text = encode(document([V1]))
    if write:
        FILE.write_bytes(text)
    else:
        click.echo(text, nl=False)


main.add_command(deliveries)


@main.group()
def person() -> None:
    """People of this installation."""


@person.command()
@click.option("--email", required=True, help="The address they sign in with.")
@click.option("--name", default="", help="Their name, for a new account.")
@click.option("--token", is_flag=True, help="Make a personal access token as well.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    help="A scope of the token; may be repeated. All scopes when none is given.",
)
@click.option("--link", is_flag=True, help="Make a sign-in link: once, within a day, any browser.")
@in_one_line
def create(email: str, name: str, token: bool, scopes: tuple[str, ...], link: bool) -> None:
    """Find or make an account; print it as JSON, with the secrets that were asked for."""
    settings = Settings.from_environment()
    import msgspec

    from api.accounts.operator import create_person
    from api.accounts.sign_in.arriving import Means
    from api.clock import Clock
    from api.courier import Courier
    from api.database import Database
    from api.logs import configure_logs
    from api.mail import Mailer
    from api.secrets import Keys

    async def run() -> bytes:
        courier = Courier(Mailer(settings.smtp_url, settings.mail_from))
        means = Means(settings, Keys(settings.secret_keys), courier)
        clock = Clock(settings.clock_file)
        database = Database(settings.database_url, clock, pool_size=1, name="askwell-cli")
        try:
            made = await create_person(
                database,
                means,
                email,
                name=name,
                token_scopes=(scopes or SCOPES) if token else (),
                link=link,
            )
        finally:
            await database.close()
        return msgspec.json.encode(made)

    configure_logs(readable=True)
    click.echo(asyncio.run(run()))


if __name__ == "__main__":
    main()
