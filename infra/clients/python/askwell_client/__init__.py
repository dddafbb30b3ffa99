"""Askwell's API in Python: `Askwell` for programs that wait, `AsyncAskwell` for those that don't."""

from askwell_client.calling import OMITTED, Omitted, new_id
from askwell_client.operations import AsyncOperations, Operations
from askwell_client.pages import AsyncPages, Pages
from askwell_client.problems import (
    ChangedMeanwhile,
    Conflict,
    InvalidInput,
    KeyReused,
    NotAllowed,
    NotFound,
    Problem,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)
from askwell_client.webhooks import NotSigned, read_call


class Askwell(Operations):
    """`with Askwell(token, address="https://…") as askwell: askwell.read_me()`."""


class AsyncAskwell(AsyncOperations):
    """`async with AsyncAskwell(token, address="https://…") as askwell: await askwell.read_me()`."""


__all__ = [
    "OMITTED",
    "Askwell",
    "AsyncAskwell",
    "AsyncPages",
    "ChangedMeanwhile",
    "Conflict",
    "InvalidInput",
    "KeyReused",
    "NotAllowed",
    "NotFound",
    "NotSigned",
    "Omitted",
    "Pages",
    "Problem",
    "TooManyRequests",
    "Unauthenticated",
    "Unavailable",
    "new_id",
    "read_call",
]
