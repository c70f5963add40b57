#!/usr/bin/env bash
# Tomcat with the web applications only.
#   emm.sh start|stop|restart|status
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
service_script emm "${1:-}"
