#!/usr/bin/env bash
# Pins the dependencies with hashes. The files hold no address, so any index or mirror serves.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"
}
compile pyproject.toml --extra exports -o requirements/run.txt
compile pyproject.toml --extra postgres -c requirements/run.txt -o requirements/postgres.txt
compile pyproject.toml --extra cluster -c requirements/run.txt -o requirements/cluster.txt
compile pyproject.toml --group dev --extra postgres --extra exports -c requirements/run.txt -o requirements/dev.txt
echo uv | compile --no-annotate - -o requirements/uv.txt
