#!/usr/bin/env bash
# OpenEMM: database, mail backend and web applications.
#   openemm.sh start|stop|restart|status
#   openemm.sh demo      starts all of it and loads, sends, opens and reports a newsletter of a demonstration shop
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
service_script openemm "${1:-}"
