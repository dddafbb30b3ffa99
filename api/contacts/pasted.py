"""What stands in a pasted text: addresses, numbers, links, and the lines that remain."""

import re
from collections.abc import Iterator

from api.contacts.formats.cleaning import clean_url, one_line
from api.contacts.identity import email_norm, phone_norm, profile_slug
from api.contacts.names import words_of

_EMAIL = re.compile(
    r"[^\s<>;,:\"()\[\]|@]{1,64}@[^\s<>;,:\"()\[\]|@.]{1,63}(?:\.[^\s<>;,:\"()\[\]|@.]{1,63})+"
)
_URL = re.compile(
    r"(?:https?://|www\.|(?:[a-z]{2,3}\.)?linkedin\.com/|(?:www\.)?xing\.com/)[^\s<>\"|]+", re.I
)
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?\d[\d \u00a0().\-/]{5,25}\d(?![\w])")
_DATE_LIKE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_FAX = re.compile(r"^\W*(?:fax|telefax|f)\b\s*[.:]?", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:tel|telephone|telefon|phone|mobile|mobil|cell|office|direct|e-?mail|mail|web|website|"
    r"linkedin|xing|fax|fon|tél|téléphone|portable|from|von|de|t|m|p|e|w|d)\s*[.:](?=\s|$)",
    re.IGNORECASE,
)
_SITE_END = re.compile(r"\s*[|\-–—·]\s*(?:LinkedIn|XING)\b.*$", re.IGNORECASE)
_SITE_START = re.compile(r"^\(\d+\+?\)\s*")
_CLOSINGS = frozenset([
    "best", "best wishes", "best regards", "kind regards", "kindest regards", "regards",
    "warm regards", "warmly", "many thanks", "thanks", "thank you", "cheers", "sincerely",
    "yours sincerely", "yours faithfully", "yours", "all the best", "sent from my iphone",
    "sent from outlook for ios", "mit freundlichen grussen", "freundliche grusse", "viele grusse",
    "beste grusse", "herzliche grusse", "liebe grusse", "mfg", "cordialement", "bien cordialement",
    "bien a vous", "saludos", "un saludo", "saludos cordiales", "atentamente", "cordiali saluti",
    "met vriendelijke groet", "with best wishes", "with kind regards",
])  # fmt: skip


def email_in(text: str) -> str | None:
    """The first e-mail address of a text, in its normal form."""
    return next((norm for found in _EMAIL.findall(text) if (norm := email_norm(found))), None)


def link_in(text: str) -> str | None:
    """The profile among the links, else the first of them."""
    without_mail = _EMAIL.sub(" ", text)
    links = [
        link
        for found in _URL.findall(without_mail)
        if (link := clean_url(found.rstrip(".,;:!?)'’")))
    ]
    return next((link for link in links if profile_slug(link)), next(iter(links), None))


def phone_in(text: str) -> str | None:
    """The first phone number of a text that is no fax number, as it is written."""
    for line in _URL.sub(" ", _EMAIL.sub(" ", text)).splitlines():
        for part in re.split(r"[|·•;]|\s{3,}", line):
            if _FAX.match(part):
                continue
            for found in _PHONE.findall(_DATE_LIKE.sub(" ", part)):
                norm = phone_norm(found)
                if norm and len(norm) >= 7:
                    return one_line(found)
    return None


def telling_lines(text: str) -> Iterator[str]:
    """The lines that may tell name, role and employer: no addresses, numbers, closings."""
    for raw in text.splitlines():
        line = _SITE_START.sub("", one_line(raw))
        line = _URL.sub(" ", _EMAIL.sub(" ", _SITE_END.sub("", line)))
        line = _LABEL.sub(" ", _PHONE.sub(" ", line))
        line = one_line(line).strip(" -–—_*|·•,;:<>\"'()=")
        if line and " ".join(words_of(line)) not in _CLOSINGS and any(map(str.isalpha, line)):
            yield line
