#!/bin/sh
# Looks for the system libraries that PDF needs: sh setup/libraries.sh PYTHON. Installs them where it is root on Debian
# and its kin; elsewhere it names the command and goes on, for without them the HTML editions are made all the same.
set -eu

python=$1

# Prints what is missing: nothing, "pango" (no PDF at all) or "subset" (PDF, but slower and with larger fonts).
missing() {
    "$python" -W ignore - <<'PYTHON'
import contextlib, io
try:
    with contextlib.redirect_stdout(io.StringIO()):
        from weasyprint.text.ffi import harfbuzz_subset
except OSError:
    print("pango")
else:
    if harfbuzz_subset is None:
        print("subset")
PYTHON
}

what=$(missing)
[ -n "$what" ] || exit 0

debian="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing what PDF needs: $debian ..."
    apt-get update -qq || true
    # One by one: on older systems the subsetter is part of another package and has none of its own.
    for package in $debian; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || true
    done
    what=$(missing)
    [ -n "$what" ] || exit 0
fi

command=$("$python" -c 'from cxdna.documents.pango import install_command; print(install_command())')
if [ "$what" = pango ]; then
    echo "PDF needs the Pango libraries, which this machine lacks; HTML is made meanwhile. To get PDF:  $command" >&2
else
    echo "PDFs are made faster and smaller with HarfBuzz's subsetter, which this machine lacks:  $command" >&2
fi
