#!/usr/bin/env bash
# OpenEMM: database, mail backend and web applications.
#   openemm.sh start|stop|restart|status
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
service_script openemm "${1:-}"
