"""`python -m workers work` or `python -m workers tick`: a process of its own each."""

import asyncio
import sys

from api.config import ConfigurationError, Settings
from api.logs import configure_logs
from api.roles import refuse_powerful_role
from workers.process import work
from workers.ticking import tick_until_told


def main(arguments: list[str]) -> None:
    """Run the process that is named; exits with one clear line when the settings are wrong."""
    try:
        settings = Settings.from_environment()
        configure_logs(readable=not settings.production)
        if not settings.database_worker_url or not settings.broker_url:
            raise ConfigurationError("DATABASE_WORKER_URL and BROKER_URL are needed here")
        if settings.production:
            worker_url = settings.database_worker_url
            check = refuse_powerful_role(worker_url, "DATABASE_WORKER_URL", "use askwell_worker")
            asyncio.run(check)
        match arguments:
            case ["work"]:
                work(settings)
            case ["tick"]:
                asyncio.run(tick_until_told(settings))
            case _:
                raise ConfigurationError("say work or tick")
    except ConfigurationError as error:
        sys.exit(f"askwell: {error}")


main(sys.argv[1:])
