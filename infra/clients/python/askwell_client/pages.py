"""Lists, however many pages they have."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar, cast

Row = TypeVar("Row")
Page = TypeVar("Page")


class Pages(Generic[Row, Page]):
    """All items of a list: iterate over them, and the next page is asked for when it is needed. For
    what stands on a page beside its items, iterate over `pages()`."""

    def __init__(self, read: Callable[[str | None], Any]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Row]:
        for page in self.pages():
            yield from cast(Any, page)["items"]

    def pages(self) -> Iterator[Page]:
        """Page by page, as the server answers."""
        cursor: str | None = None
        while True:
            page = self._read(cursor)
            yield page
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def first(self) -> Row | None:
        """The first item, or None."""
        return next(iter(self), None)


class AsyncPages(Generic[Row, Page]):
    """The same, for `async for`."""

    def __init__(self, read: Callable[[str | None], Awaitable[Any]]) -> None:
        self._read = read

    async def __aiter__(self) -> AsyncIterator[Row]:
        async for page in self.pages():
            for row in cast(Any, page)["items"]:
                yield row

    async def pages(self) -> AsyncIterator[Page]:
        """Page by page, as the server answers."""
        cursor: str | None = None
        while True:
            page = await self._read(cursor)
            yield page
            cursor = page["next_cursor"]
            if cursor is None:
                return

    async def first(self) -> Row | None:
        """The first item, or None."""
        async for row in self:
            return row
        return None
