"""The settings of the embedded PostgreSQL server: for a small machine that does other work too."""

import os

MIB = 1024 * 1024


def server_settings(durable: bool, major: int) -> dict[str, str]:
    """Settings by name; without `durable`, those of a cluster that a crash may destroy."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // MIB
    # A quarter of the memory is PostgreSQL's own advice; beyond 512 MB one person gains nothing.
    buffers = min(max(memory // 4, 64), 512)
    settings = {
        "max_connections": "100",
        "shared_buffers": f"{buffers}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": "64MB",
        # The statements are short: compiling them costs more than it saves.
        "jit": "off",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_min_messages": "warning",
        "max_wal_size": "512MB",
        "wal_compression": "on",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
    }
    if not durable:
        settings |= {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "shared_buffers": "128MB",
        }
        if major >= 18:
            settings["io_method"] = "sync"
    return settings
