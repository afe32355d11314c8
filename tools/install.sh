#!/usr/bin/env bash
# Makes .venv from a hashed requirement file and installs the project into it: install.sh run|dev
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1
python=${PYTHON:-python3}

find_uv() {
  if command -v uv >/dev/null 2>&1; then
    command -v uv
    return
  fi
  if [ ! -x .tools/bin/uv ]; then
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
      --target .tools --no-deps --require-hashes -r requirements/uv.txt >&2 || return 1
  fi
  echo .tools/bin/uv
}

with_uv() {
  local uv
  uv=$(find_uv) || return 1
  [ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv || return 1
  VIRTUAL_ENV=.venv "$uv" pip sync --quiet --require-hashes "requirements/$kind.txt" || return 1
  VIRTUAL_ENV=.venv "$uv" pip install --quiet --no-deps -e . || return 1
}

with_pip() {
  [ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.txt"
  .venv/bin/pip install --quiet --disable-pip-version-check --no-deps -e .
}

with_uv || { echo "uv could not install; trying venv and pip" >&2; with_pip; }
.venv/bin/python tools/messages.py compile
rm -f .venv/ready-*
touch ".venv/ready-$kind"
# What runs the tests also runs the product.
[ "$kind" = dev ] && touch .venv/ready-run
exit 0
