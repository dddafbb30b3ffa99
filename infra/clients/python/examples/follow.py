"""Prints what happened since the last time: `ASKWELL_TOKEN=… python follow.py ADDRESS FILE`."""

import os
import sys
from pathlib import Path

from askwell_client import OMITTED, Askwell

address, kept = sys.argv[1], Path(sys.argv[2])
with Askwell(os.environ["ASKWELL_TOKEN"], address=address) as askwell:
    since = kept.read_text() if kept.exists() else OMITTED
    for page in askwell.list_events(since=since).pages():
        for event in page["items"]:
            whom = event["data"]["contact_id"]
            name = askwell.read_contact(whom)["name"] if whom else "–"
            print(event["timestamp"], event["type"], name)
        since = page["since"]
    # Only now: what is printed twice is better than what is never.
    kept.write_text(str(since))
