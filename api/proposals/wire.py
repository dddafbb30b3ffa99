"""Asks a language model: a small protocol, and an adapter for whatever speaks the OpenAI chat API."""

import json
from collections.abc import Mapping
from typing import Final, Protocol
from urllib.parse import urlsplit

import msgspec

from api.addresses import NotAllowed
from api.config import Settings
from api.errors import Unavailable
from api.logs import log
from api.outgoing import Outgoing, Unreachable

SECONDS: Final = 20.0
"""How long a model may take, all in all."""
AT_ONCE: Final = 8
"""Questions that one process has on their way; whoever comes then is told at once."""
MOST_TOKENS: Final = 2_000
"""How long an answer may be, as models count."""


class ModelUnavailable(Unavailable):
    """The model does not answer, or not in time, or says that it can't."""

    code, title = "model-unavailable", "The model did not answer"

    def __init__(self) -> None:
        super().__init__("Nothing was changed. Sort the lines yourself, or try again later.")


class Model(Protocol):
    """What a model is to us: it has a place and a name, and answers a text by a text."""

    @property
    def host(self) -> str:
        """Where what it is told goes, as people are shown it."""

    @property
    def name(self) -> str:
        """Which one it is there."""

    async def ask(self, instruction: str, text: str) -> str:
        """What it answers, whatever that is. Raises ModelUnavailable."""

    async def close(self) -> None:
        """Close what is open."""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class ChatModel:
    """A model behind `{url}/chat/completions`. The operator chose the address: it may be a private one,
    and plain http where `Settings` allows that; redirects are not followed."""

    def __init__(
        self, url: str, key: str, name: str, *, seconds: float = SECONDS, at_once: int = AT_ONCE
    ) -> None:
        self.host = urlsplit(url).netloc
        self.name = name
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._key = key
        self._seconds = seconds
        self._free = at_once
        self._outgoing = Outgoing(anywhere=True, connections=at_once)

    async def ask(self, instruction: str, text: str) -> str:
        """What it answers; "" for an answer that is none. Raises ModelUnavailable."""
        if not self._free:
            raise ModelUnavailable()
        self._free -= 1
        try:
            return await self._ask(instruction, text)
        finally:
            self._free += 1

    async def close(self) -> None:
        """Close what is open."""
        await self._outgoing.close()

    async def _ask(self, instruction: str, text: str) -> str:
        body = {
            "model": self.name,
            "max_tokens": MOST_TOKENS,
            "stream": False,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": text},
            ],
        }
        try:
            said = await self._outgoing.post(
                self._url, self._headers(), json.dumps(body).encode(), seconds=self._seconds
            )
        except (NotAllowed, Unreachable) as error:
            raise _silent(str(error)) from error
        if said.status != 200:
            raise _silent(str(said.status))
        try:
            found = msgspec.json.decode(said.body, type=_Completion)
        except msgspec.DecodeError:
            return ""
        return (found.choices[0].message.content or "") if found.choices else ""

    def _headers(self) -> Mapping[str, str]:
        headers = {"content-type": "application/json", "user-agent": "Askwell/1"}
        return headers | ({"authorization": f"Bearer {self._key}"} if self._key else {})


def model_of(settings: Settings) -> Model | None:
    """The model of this installation; None where its operator named none."""
    if not settings.model_url:
        return None
    return ChatModel(settings.model_url, settings.model_key, settings.model_name)


def _silent(why: str) -> ModelUnavailable:
    # For the operator: never what was asked or answered.
    log.warning("model_failed", why=why)
    return ModelUnavailable()
