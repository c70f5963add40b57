# What all scripts in bin share: where things lie, which Java to take, when to build. Read by them, not run.

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
checkout=""
if [ -f "$here/pom.xml" ] && [ -d "$here/control/src" ]; then
  checkout=$here
fi
export OPENEMM_HOME="${OPENEMM_HOME:-${checkout:+$here/run}}"
export OPENEMM_HOME="${OPENEMM_HOME:-$here}"
case $OPENEMM_HOME in
  /*) ;;
  *) OPENEMM_HOME=$PWD/$OPENEMM_HOME ;;
esac

# Names of files may hold any letter, whatever the language of the machine.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
  export LC_ALL=C.UTF-8
fi
# The system tells the cause of an error, a full disk for one, in words that are looked at.
if [ -n "${LC_ALL:-}" ]; then
  export LANG=$LC_ALL
  unset LC_ALL
fi
export LC_MESSAGES=C

# JAVA_HOME, PROXY_* of this machine; heap and other options of Tomcat (guide 7.2 and 11.8)
for file in setenv.sh emm.sh.additional.properties; do
  if [ -f "$OPENEMM_HOME/bin/$file" ]; then
    . "$OPENEMM_HOME/bin/$file"
  fi
done
export JAVA_OPTS_EXTERNAL="${JAVA_OPTS_EXTERNAL:-}"

fail() {
  echo "$*" >&2
  exit 1
}

# Sets java; ends with a message when there is none that is new enough.
find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || fail "Java 17 or newer is needed and was not found. Debian: apt-get install openjdk-17-jdk-headless"
  fi
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
  [ "${version:-0}" -ge 17 ] || fail "Java 17 or newer is needed; $java is version ${version:-unknown}. Set JAVA_HOME to a newer one."
}

# The build looks at what it is made from: anything newer than the last build, or a missing result, builds again.
# OPENEMM_BUILD=never takes what is there, e.g. from inside a build.
needs_build() {
  [ "${OPENEMM_BUILD:-}" != never ] || return 1
  local stamp=$checkout/target/built
  [ -f "$stamp" ] || return 0
  local file
  for file in control/target/tomcat/tomcat.tar.gz emm-webapp/target/emm.war webservices-webapp/target/webservices.war \
    statistics-webapp/target/statistics.war; do
    [ -f "$checkout/$file" ] || return 0
  done
  compgen -G "$checkout/control/target/openemm-control-*.jar" >/dev/null || return 0
  compgen -G "$checkout/backend/target/openemm-backend-*.jar" >/dev/null || return 0
  [ -n "$(cd "$checkout" && find pom.xml sql ./*/pom.xml ./*/src/main -type f -newer "$stamp" \
    -not -path '*/node_modules/*' -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || fail "Maven 3.8 or newer is needed to build and was not found. Debian: apt-get install maven"
  command -v node >/dev/null || fail "Node 18 or newer is needed to build and was not found. Debian: apt-get install nodejs npm"
  local node_version
  node_version=$(node -v | sed 's/^v\([0-9]*\).*/\1/')
  [ "${node_version:-0}" -ge 18 ] || fail "Node 18 or newer is needed; $(command -v node) is $(node -v)."
  [ -x "$(dirname "$(readlink -f "$java")")/javac" ] || command -v javac >/dev/null ||
    fail "A JDK (with javac) is needed to build; $java is a runtime only. Debian: apt-get install openjdk-17-jdk-headless"

  mkdir -p "$checkout/target"
  local log=$checkout/target/build.log begun=$SECONDS pid
  echo "Building OpenEMM (the first time Maven fetches its libraries; log: $log) ..."
  touch "$checkout/target/build-begun"
  # Maven copies resources and forgets none: a migration that was renamed would be there twice.
  rm -rf "$checkout/core/target/classes/sql"
  (cd "$checkout" && exec mvn -q -B -Dmaven.test.skip=true package \
    -pl control,backend,emm-webapp,webservices-webapp,statistics-webapp -am) >"$log" 2>&1 &
  pid=$!
  trap 'kill "$pid" 2>/dev/null || true; exit 130' INT TERM
  local told=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [ $((SECONDS - begun - told)) -ge 15 ]; then
      told=$((SECONDS - begun))
      echo "  ... $told s"
    fi
  done
  trap - INT TERM
  wait "$pid" || {
    tail -30 "$log" >&2
    fail "The build failed; the whole output is in $log"
  }
  # Sources that changed while it ran count as newer.
  mv "$checkout/target/build-begun" "$checkout/target/built"
  echo "Built in $((SECONDS - begun)) s"
}

# Runs the Java program behind the scripts; arguments: name of the script and its parameters.
control() {
  find_java
  local options=(-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Dfile.encoding=UTF-8)
  if [ -n "$checkout" ]; then
    "$java" "${options[@]}" "-Dopenemm.checkout=$checkout" \
      -cp "$checkout/control/target/classes:$checkout/control/target/lib/*" org.openemm.control.Main "$@"
  else
    "$java" "${options[@]}" -cp "$here/lib/control/*" org.openemm.control.Main "$@"
  fi
}

# Builds when there is something to build and it is out of date.
build_when_needed() {
  if [ -n "$checkout" ]; then
    find_java
    if needs_build; then
      build
    fi
  fi
}

# start | stop | restart | status of the services that a script is for.
service_script() {
  local script=$1 command=${2:-} demo=""
  if [ "$script" = openemm ]; then
    demo=demo
  fi
  case $command in
    start | restart | ${demo:-start})
      build_when_needed
      ;;
    stop | status)
      if [ -n "$checkout" ] && [ ! -d "$checkout/control/target/lib" ]; then
        echo "Nothing runs: OpenEMM was not built here yet"
        exit 0
      fi
      ;;
    *)
      echo "usage: $script.sh start|stop|restart|status${demo:+|demo}" >&2
      exit 2
      ;;
  esac
  control "$script" "$command"
}
