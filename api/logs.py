"""How a process logs: one line of JSON each, or readable lines on a terminal; never what people
wrote, and never the values of variables in a traceback."""

import logging
import sys
from collections.abc import Callable
from typing import Final

import msgspec

from api.absent import absent

# Where it finds rich, structlog loads it to paint tracebacks, which we print plain: a tenth of the
# imports of a server.
with absent("rich"):
    import structlog

log: Final = structlog.get_logger()
"""Whatever a module has to say: `log.warning("what_happened", of=…)`."""
bind: Final = structlog.contextvars.bind_contextvars
"""Have every line of this task say this too, until `unbind`."""
unbind: Final = structlog.contextvars.unbind_contextvars


def configure_logs(*, readable: bool) -> None:
    """Set up structlog and the standard library's logging for this process."""
    traceback: structlog.typing.Processor = (
        structlog.processors.format_exc_info
        if readable
        else structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        )
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        traceback,
    ]
    last: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if readable
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        # Each request writes a line: as bytes by msgspec it costs a third of what text by json does.
        processors=[*shared, last if readable else structlog.processors.JSONRenderer(_as_json)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr)
        if readable
        else structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared)
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _as_json(line: object, default: Callable[[object], object], **_: object) -> bytes:
    return msgspec.json.encode(line, enc_hook=default)
