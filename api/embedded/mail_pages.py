"""The pages on which the caught mails are read."""

from html import escape
from typing import TYPE_CHECKING

from api.embedded.mailbox import Mail, linked

if TYPE_CHECKING:
    from api.mail import Letter
    from api.mail_samples import Sample

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1b18; --paper: #faf7f2; --line: #e3dcd0; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee8de; --paper: #1a1816; --line: #38332d; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: inherit; } ul { list-style: none; padding: 0; }
li a { display: block; padding: .75rem 0; border-top: 1px solid var(--line);
  text-decoration: none; }
small, dt { opacity: .7; } dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.phone { width: 390px; max-width: 100%; }
iframe { width: 100%; height: 36rem; border: 1px solid var(--line); background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem;
  border: 1px solid var(--line); }
"""

PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:"
)


def list_page(mails: list[Mail]) -> str:
    """All mails, newest first."""
    rows = "".join(
        f'<li><a href="/mails/{mail.id}"><strong>{escape(mail.subject or "(no subject)")}</strong>'
        f"<br><small>to {escape(', '.join(mail.recipients))} · "
        f'<time datetime="{mail.received_at}">{mail.received_at[:19].replace("T", " ")} UTC</time>'
        "</small></a></li>"
        for mail in mails
    )
    empty = "<p>No mail yet. What Askwell sends stays on this machine and shows up here.</p>"
    known = '<p><a href="/preview">Every mail with sample data</a></p>'
    return _page(
        "Caught mail", f"<h1>Caught mail</h1>{f'<ul>{rows}</ul>' if mails else empty}{known}"
    )


def mail_page(mail: Mail) -> str:
    """One mail: its headers, its text with links, and its HTML in a frame that runs nothing."""
    headers = "".join(
        f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in mail.headers
    )
    frame = f"<h2>HTML</h2>{_frame(f'/mails/{mail.id}/html')}"
    return _page(
        mail.subject,
        f'<p><a href="/">All mail</a></p><h1>{escape(mail.subject)}</h1>'
        f"<h2>Text</h2><pre>{_text(mail.text)}</pre>{frame if mail.html else ''}"
        f'<h2>Headers</h2><dl>{headers}</dl><p><a href="/mails/{mail.id}/raw">As it came</a></p>',
    )


def html_part(mail: Mail) -> str:
    """The HTML of a mail, its links opening outside the frame."""
    return f'<base target="_blank">{mail.html}'


def preview_list(samples: "list[Sample]") -> str:
    """Every mail with sample data, by what it shows."""
    rows = "".join(
        f'<li><a href="/preview/{escape(sample.key)}"><strong>{escape(sample.about)}</strong>'
        f"<br><small>{escape(sample.key)}</small></a></li>"
        for sample in samples
    )
    return _page(
        "Every mail", f'<p><a href="/">Caught mail</a></p><h1>Every mail</h1><ul>{rows}</ul>'
    )


def preview_page(sample: "Sample", letter: "Letter") -> str:
    """One mail with sample data: at the width of a phone, in a frame that runs nothing, and as text."""
    return _page(
        letter.subject,
        f'<p><a href="/preview">Every mail</a></p><h1>{escape(letter.subject)}</h1>'
        f"<p><small>{escape(sample.about)}</small></p>"
        f'<h2>HTML</h2><div class="phone">{_frame(f"/preview/{sample.key}/html")}</div>'
        f"<h2>Text</h2><pre>{_text(letter.text)}</pre>",
    )


def _frame(address: str) -> str:
    return (
        f'<iframe title="The mail as HTML" src="{escape(address)}" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )


def _text(text: str) -> str:
    return "".join(
        f'<a href="{escape(piece)}" target="_blank" rel="noreferrer">{escape(piece)}</a>'
        if link
        else escape(piece)
        for piece, link in linked(text)
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} · Askwell mail</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
