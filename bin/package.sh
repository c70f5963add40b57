#!/usr/bin/env bash
# Shows what lies in a mail package of var/spool: the mailing, then one line per receiver.
#   package.sh FILE [CUSTOMER-ID or part of an address]
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: package.sh FILE [CUSTOMER-ID or part of an address]" >&2
  exit 2
fi
[ -d "$OPENEMM_HOME/lib/backend" ] || fail "There is no OpenEMM in $OPENEMM_HOME: start it once with openemm.sh start"
find_java
exec "$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 \
  -cp "$OPENEMM_HOME/lib/backend/*" org.openemm.backend.xmlback.PackageCommand "$@"
