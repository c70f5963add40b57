#!/usr/bin/env bash
# The mail backend only.
#   backend.sh start|stop|restart|status
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
service_script backend "${1:-}"
