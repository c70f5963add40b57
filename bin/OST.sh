#!/usr/bin/env bash
# Support tool of administrators; OST.sh help shows its commands.
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
build_when_needed
control OST "$@"
