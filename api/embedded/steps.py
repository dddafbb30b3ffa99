"""Says on the terminal what is being done and how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Steps:
    """The steps of a start, one line each; on a terminal the running one is animated."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step; its line stands once it is done, or says that it failed."""
        began = time.monotonic()
        with self.console.status(name):
            try:
                yield
            except BaseException as error:
                how = "ended" if isinstance(error, KeyboardInterrupt) else "failed"
                self.console.print(f"  {name:<44}[red]{how:>8}[/red]", highlight=False)
                raise
        took = f"{time.monotonic() - began:.1f} s"
        self.console.print(f"  {name:<44}[dim]{took:>8}[/dim]", highlight=False)

    def note(self, line: str) -> None:
        """One line between the steps."""
        self.console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
