#!/usr/bin/env bash
# Hands mail packages over to the mailer, part of the mail backend. A stop returns when nothing is being sent any more,
# and lasts until the next start, whatever is restarted in between (guide 11.7).
#   pickdist.sh start|stop|status
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
case ${1:-} in
  start | stop | status) ;;
  *)
    echo "usage: pickdist.sh start|stop|status" >&2
    exit 2
    ;;
esac
[ -d "$OPENEMM_HOME/lib/backend" ] || fail "There is no OpenEMM in $OPENEMM_HOME: start it once with openemm.sh start"
find_java
exec "$java" -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 \
  -cp "$OPENEMM_HOME/lib/backend/*" org.openemm.backend.pickdist.PickdistCommand "$1"
