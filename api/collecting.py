"""Python's collector of what is no longer used, told what it need not look through."""

import gc


def keep_what_is_loaded() -> None:
    """Have what this process has loaded stay as long as it does, once it is ready: code, tables and
    statements are most of what there is, and looking through them again and again was a third of what
    a batch of digests costs. A collector that was off while it was loading is on from here."""
    gc.collect()
    gc.freeze()
    gc.enable()
