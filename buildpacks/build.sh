#!/usr/bin/env bash
# Turns a source tree into a slug by Heroku's classic Buildpack API. Runs inside the build container as the unprivileged
# user who owns /app. Called by src/controller/deploy/run-buildpacks.ts, as:
#
#   build.sh BYTES COMMIT STACK first|all BUILDPACK...  < config vars as a tar of BYTES bytes, then the source as a tar
#
# A BUILDPACK is the name of one that lies beside this file, or a URL. `first` takes the first that detects the app;
# `all` runs each in order, and each must detect it. What the controller needs to know afterwards is left in $result.
set -eu -o pipefail
exec 2>&1

here=$(cd "$(dirname "$0")" && pwd)
state=/var/cache/qp-build # a volume of the app's: survives the container, never part of the slug
cache_dir=$state/cache
result=$state/result
build_dir=/tmp/build
# A tmpfs: what is secret never touches a layer of the image.
env_dir=/dev/shm/env

main() {
  local bytes=$1 commit=$2 stack=$3 choice=$4
  shift 4
  rm -rf "$result"
  mkdir -p "$result" "$cache_dir" "$build_dir" "$env_dir"
  unpack "$bytes"
  # An image may name its stack (Heroku's do); buildpacks choose their binaries by it.
  export HOME=/app STACK="${STACK:-$stack}" SOURCE_VERSION="$commit" GIT_TERMINAL_PROMPT=0
  # Node.js brings its own list of authorities; an image with extra ones means them for all programs.
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}"
  fi
  echo "-----> Building on the ${STACK^} stack"
  case $choice in
    first) use_first "$@" ;;
    all) use_all "$@" ;;
  esac
  put_in_place
}

unpack() {
  # `head` takes no byte more than it is asked for, so that the source follows.
  head -c "$1" | tar -x -p -C "$env_dir"
  tar -x -C "$build_dir" || failed unpack '' 1
  exec </dev/null
}

use_first() {
  echo '-----> Determining which buildpack to use for this app'
  local name dir
  for name; do
    dir=$here/$name
    if detect "$dir"; then
      run_buildpack "$dir" "$name"
      return
    fi
  done
  failed detect '' 1
}

use_all() {
  local spec label dir count=0
  for spec; do
    count=$((count + 1))
    dir=$here/custom-$count
    label=$(without_password "$spec")
    echo "-----> Using buildpack: $label"
    fetch "$spec" "$dir" "$label"
    detect "$dir" || failed detect "$label" $?
    run_buildpack "$dir" "$label"
  done
}

# fetch SPEC DIR LABEL
fetch() {
  local name=${1#*/}
  case $1 in
    http://*.tgz | https://*.tgz | http://*.tar.gz | https://*.tar.gz)
      mkdir -p "$2"
      curl -fsSL --retry 2 "$1" | tar -xz -C "$2" || failed fetch "$3" $?
      ;;
    http://* | https://* | git://* | ssh://* | git@*) clone "$1" "$2" || failed fetch "$3" $? ;;
    heroku/* | qp/*)
      [ -d "$here/$name" ] || failed unknown "$3" 1
      cp -R "$here/$name" "$2"
      ;;
    *) failed unknown "$3" 1 ;;
  esac
  lift_single_folder "$2"
  [ -x "$2/bin/detect" ] && [ -x "$2/bin/compile" ] || failed shape "$3" 1
}

clone() {
  local url=${1%%#*} ref=''
  case $1 in *'#'*) ref=${1#*#} ;; esac
  if [ -n "$ref" ]; then
    git clone -q -- "$url" "$2" && git -C "$2" checkout -q "$ref" --
  else
    git clone -q --depth 1 -- "$url" "$2"
  fi
}

# A tarball of a repository, as code hosts make them, has all in one folder.
lift_single_folder() {
  local inner=("$1"/*/)
  [ ! -e "$1/bin/detect" ] && [ ${#inner[@]} -eq 1 ] && [ -e "${inner[0]}bin/detect" ] || return 0
  mv "${inner[0]}" "$1.inner"
  rm -rf "$1"
  mv "$1.inner" "$1"
}

detect() {
  local name
  name=$("$1/bin/detect" "$build_dir") || return $?
  name=${name%%$'\n'*}
  echo "${name:-Other}" >"$result/description"
  echo "-----> ${name:-Other} app detected"
}

run_buildpack() {
  local dir=$1 label=$2
  (cd "$HOME" && exec "$dir/bin/compile" "$build_dir" "$cache_dir" "$env_dir") || failed compile "$label" $?
  rm -f "$result/release.yml"
  if [ -x "$dir/bin/release" ]; then
    # The last buildpack's word counts, as on Heroku.
    "$dir/bin/release" "$build_dir" >"$result/release.yml" || failed release "$label" $?
  fi
  if [ -f "$dir/export" ]; then
    # What a buildpack exports is for those that come after it; it may not care for -e and -u.
    set +eu
    # shellcheck disable=SC1091
    source "$dir/export"
    set -eu
  fi
}

# /app becomes the built tree and nothing else: what buildpacks left at home or in /tmp stays out of the slug.
put_in_place() {
  cd /
  chmod -R u+rwX /app 2>/dev/null || true
  find /app -mindepth 1 -delete
  find "$build_dir" -mindepth 1 -maxdepth 1 -exec mv -t /app -- {} +
  # As it is now: a buildpack may have written it.
  if [ -f /app/Procfile ]; then cp /app/Procfile "$result/Procfile"; fi
  rm -rf "$env_dir"
  find /tmp /var/tmp -mindepth 1 -user "$(id -u)" -delete 2>/dev/null || true
}

failed() {
  printf '%s\n%s\n%s\n' "$1" "$2" "$3" >"$result/failure"
  exit 1
}

without_password() {
  # shellcheck disable=SC2001
  sed 's|//[^/@]*@|//|' <<<"$1"
}

main "$@"
