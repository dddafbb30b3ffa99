# Brings the Python environment: read by infra/up and infra/check, from the repository's root.

UV_VERSION=0.13.9
# Where somebody forbids bytecode, each of our many processes compiles a thousand files anew: half
# of its start.
unset PYTHONDONTWRITEBYTECODE

step() {
    printf '  %s\n' "$1" >&2
}

find_python() {
    for candidate in python3.11 python3 python3.12 python3.13; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    echo "Askwell needs Python 3.11 or newer; on Debian: apt-get install python3 python3-pip" >&2
    return 1
}

# Installs uv beside the repository: no venv module is needed, and PEP 668 leaves --target alone.
bring_uv() {
    if [ -x .tools/bin/uv ] && [ "$(cat .tools/version 2>/dev/null)" = "$UV_VERSION" ]; then
        return 0
    fi
    python=$(find_python)
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        echo "Askwell needs pip; on Debian: apt-get install python3-pip" >&2
        return 1
    fi
    step "Fetching uv $UV_VERSION"
    "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
        --upgrade --target .tools "uv==$UV_VERSION"
    echo "$UV_VERSION" >.tools/version
}

# bring_environment [uv sync options]: skipped when nothing that it is made from changed.
bring_environment() {
    wanted="$* $(cat uv.lock pyproject.toml infra/environment.sh | sha256sum)"
    for stamp in .venv/askwell-*; do
        if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
            return 0
        fi
    done
    bring_uv
    step "Bringing the Python environment"
    # Only a new one gets our choice of Python: another than its own would make uv remove all of it.
    [ -x .venv/bin/python ] || set -- --python "$(find_python)" "$@"
    # The certificates of the system: those of a company's network are among them.
    UV_SYSTEM_CERTS=true UV_PROJECT_ENVIRONMENT=.venv \
        .tools/bin/uv sync --quiet --frozen --inexact --compile-bytecode "$@"
    printf '%s\n' "$wanted" >".venv/askwell-$(printf '%s' "${wanted%% *}" | cksum | cut -d' ' -f1)"
}
