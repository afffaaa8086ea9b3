#!/bin/sh
# Makes the virtual environment: sh setup/environment.sh FOLDER. The interpreter is the first that is new enough of
# $PYTHON (if set), python3 and the numbered ones. Changes the machine only as root on Debian and its kin.
set -eu

folder=$1
needed="3.11"

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=""
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "cxdna needs Python $needed or newer; none found under the name ${PYTHON:-python3}." >&2
    echo "Install one, or name it:  make PYTHON=/path/to/python3.12 demo" >&2
    exit 1
fi

if [ -x "$folder/bin/python" ] && new_enough "$folder/bin/python"; then
    exit 0
fi

# Debian splits venv and ensurepip off Python.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "Installing $package, which this Python lacks ..."
        apt-get update -qq || true
        if ! said=$(DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" 2>&1); then
            echo "$said" >&2
            exit 1
        fi
    else
        echo "This Python cannot make virtual environments: it lacks the modules venv and ensurepip." >&2
        if command -v apt-get >/dev/null 2>&1; then
            echo "Install them, then run make again:  sudo apt-get install $package" >&2
        else
            echo "Install them with your system's packages, or name another Python:  make PYTHON=... demo" >&2
        fi
        exit 1
    fi
fi

echo "Making $folder with $("$python" --version) ..."
rm -rf "$folder"
"$python" -m venv "$folder"
