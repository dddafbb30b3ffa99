"""Every mail with sample data: what developers look at and what the snapshots of the tests hold."""

from functools import lru_cache
from typing import Final

import msgspec

from api.mail import Letter, render_mail
from api.mail_templates import FALLBACK_LANGUAGE, TEMPLATES

_FILE: Final = TEMPLATES / "samples.json"


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One mail as it may come: its template, a name, what it shows, and the parameters."""

    mail: str
    name: str
    about: str
    params: dict[str, object]

    @property
    def key(self) -> str:
        """Its name among all: `talk_soon.phone`."""
        return f"{self.mail}.{self.name}"

    def letter(self, locale: str = FALLBACK_LANGUAGE) -> Letter:
        """The mail as its receiver would get it."""
        return render_mail(self.mail, locale, **self.params)


@lru_cache(maxsize=1)
def samples() -> dict[str, Sample]:
    """All samples by their key, in the order of the file."""
    every = msgspec.json.decode(_FILE.read_bytes(), type=list[Sample])
    return {sample.key: sample for sample in every}
