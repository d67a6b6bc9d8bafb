#!/usr/bin/env bash
# Turns a source tree into a slug by Heroku's classic Buildpack API. Runs inside the build container as the unprivileged
# user who owns /app. Called by src/controller/deploy/run-buildpacks.ts, as:
#
#   build.sh BYTES COMMIT BUILD STACK first|all COUNT [PATH URL COMMIT]... BUILDPACK...
#
# with the config vars as a tar of BYTES bytes and then the source as a tar on its stdin. The source has COUNT submodules.
#
# A BUILDPACK is the name of one that lies beside this file, or a URL. `first` takes the first that detects the app, where the files
# at its root have to do for those that are still to be fetched; `all` runs each in order, and each must detect it. What the
# controller needs to know afterwards is left in $result.
set -eu -o pipefail
exec 2>&1

here=$(cd "$(dirname "$0")" && pwd)
state=/var/cache/qp-build # a volume of the app's: survives the container, never part of the slug
cache_dir=$state/cache
result=$state/result
build_dir=/tmp/build
# A tmpfs: what is secret never touches a layer of the image.
env_dir=/dev/shm/env
# The export scripts that the buildpacks so far have left, in their order.
exports=()

main() {
  local bytes=$1 commit=$2 build=$3 stack=$4 choice=$5 submodules=$6
  shift 6
  rm -rf "$result"
  mkdir -p "$result" "$cache_dir" "$build_dir" "$env_dir"
  unpack "$bytes"
  # An image may name its stack, some of Heroku's as CNB_STACK_ID; buildpacks choose their binaries by it.
  export HOME=/app STACK="${STACK:-${CNB_STACK_ID:-$stack}}" SOURCE_VERSION="$commit" REQUEST_ID="$build"
  export BUILDPACK_LOG_FILE=/dev/null GIT_TERMINAL_PROMPT=0
  # Node.js brings its own list of authorities; an image with extra ones means them for all programs.
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}"
  fi
  echo "-----> Building on the ${STACK^} stack"
  for ((; submodules > 0; submodules--)); do
    add_submodule "$1" "$2" "$3" || failed submodule "$1" $?
    shift 3
  done
  ignore_files
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

# add_submodule PATH URL COMMIT. Not every server gives a single commit; those that don't give all.
add_submodule() (
  echo "-----> Fetching submodule $1 from $(without_password "$2")"
  # One by one: bash takes no notice of -e where somebody looks at how a function ends.
  mkdir -p "$build_dir/$1" && cd "$build_dir/$1" || return
  git init -q && git remote add origin "$2" || return
  git fetch -q --depth 1 origin "$3" 2>/dev/null || git fetch -q origin || return
  git checkout -q "$3" -- && git submodule -q update --init --recursive || return
  find . -name .git -prune -exec rm -rf {} +
)

# What .slugignore lists is gone before any buildpack sees it, as on Heroku: by the rules of .gitignore, without its `!`.
ignore_files() {
  local list=$build_dir/.slugignore rules=/tmp/slugignore git=/tmp/slugignore.git
  [ -f "$list" ] || return 0
  grep -v '^!' "$list" >"$rules" || return 0
  echo '-----> Removing what .slugignore lists'
  git init -q --bare "$git"
  git -C "$build_dir" --git-dir="$git" --work-tree=. ls-files -z --others --ignored --directory --exclude-from="$rules" |
    (cd "$build_dir" && xargs -0 -r rm -rf --)
  rm -rf "$git" "$rules"
}

use_first() {
  echo '-----> Determining which buildpack to use for this app'
  local spec dir
  for spec; do
    case $spec in
      http*)
        is_written_in "${spec##*heroku-buildpack-}" || continue
        case $STACK in
          heroku-*) ;;
          *) echo " !     ${spec##*/} is made for Heroku's stacks, and this is $STACK: it may find nothing that runs on it." ;;
        esac
        use_all "$spec"
        return
        ;;
    esac
    dir=$here/${spec#*/}
    if detect "$dir"; then
      run_buildpack "$dir" "$spec"
      return
    fi
  done
  failed detect '' 1
}

# The files by which Heroku's buildpacks know an app of theirs; they look closer once they are fetched.
is_written_in() {
  case $1 in
    ruby) has Gemfile ;;
    clojure) has project.clj ;;
    python) has requirements.txt Pipfile setup.py poetry.lock uv.lock ;;
    java) has pom.xml 'pom.[acgrsy]*' ;;
    gradle) has gradlew 'build.gradle*' 'settings.gradle*' ;;
    scala) has '*.sbt' 'project/*.scala' '.sbt/*.scala' project/build.properties ;;
    php) has composer.json index.php ;;
    go) has go.mod Gopkg.lock Godeps/Godeps.json vendor/vendor.json glide.yaml ;;
    dotnet) has '*.sln' '*.csproj' '*.fsproj' '*.vbproj' ;;
    *) return 1 ;;
  esac
}

has() {
  local pattern
  for pattern; do
    if compgen -G "$build_dir/$pattern" >/dev/null; then return 0; fi
  done
  return 1
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
    http*://*.tgz | http*://*.tgz\?* | http*://*.tar.gz | http*://*.tar.gz\?*)
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
  # An archive, or a repository from Windows, may have lost who may run what.
  chmod -f +x "$2"/bin/{detect,compile,release} || true
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
  name=$(run_script "$1" detect "$build_dir") || return $?
  name=${name%%$'\n'*}
  echo "${name:-Other}" >"$result/description"
  echo "-----> ${name:-Other} app detected"
}

run_buildpack() {
  local dir=$1 label=$2
  run_script "$dir" compile "$build_dir" "$cache_dir" "$env_dir" || failed compile "$label" $?
  rm -f "$result/release.yml"
  if [ -x "$dir/bin/release" ]; then
    # The last buildpack's word counts, as on Heroku.
    run_script "$dir" release "$build_dir" >"$result/release.yml" || failed release "$label" $?
  fi
  if [ -f "$dir/export" ]; then exports+=("$dir/export"); fi
}

# run_script DIR NAME ARGUMENT...: in the buildpack's own folder, where Heroku runs them (its nginx takes `bin/start-nginx` from there),
# with what the buildpacks before it export. In a shell of its own, since such an export is theirs: it may name its variables as this
# script does, and need not care for -e and -u.
run_script() (
  set +eu
  # shellcheck disable=SC1090
  for it in "${exports[@]}"; do source "$it" >&2; done
  cd "$1" && exec "$1/bin/$2" "${@:3}"
)

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

# Nor the signature of an address that holds for a while.
without_password() {
  sed -e 's|//[^/@]*@|//|' -e 's|?.*||' <<<"$1"
}

main "$@"
