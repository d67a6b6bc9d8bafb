# Node.js and package managers, each release once in the cache: $cache_dir/tools/PACKAGE/VERSION/package.

tools=$cache_dir/tools
used=$cache_dir/used

# The Node.js and npm that resolve and fetch all others; not always those that the app is built with.
# prepare_boot RANGE: of the line that the range asks for, where that can run today's npm: then there is one download, not two.
prepare_boot() {
  local boot=$cache_dir/boot
  if [ ! -f "$boot" ] || ! read -r boot_node boot_npm <"$boot" ||
    [ ! -x "$tools/$node_package/$boot_node/package/bin/node" ] ||
    [ ! -f "$tools/npm/$boot_npm/package/bin/npm-cli.js" ]; then
    info 'Downloading Node.js and npm from the registry...'
    boot_node=$(download_newest "$node_package" "$(boot_major "$1")" "$tools/$node_package")
    boot_npm=$(download_newest npm "$(npm_for_node "${boot_node%%.*}")" "$tools/npm")
    echo "$boot_node $boot_npm" >"$boot"
  fi
  mark_used "$node_package" "$boot_node"
  mark_used npm "$boot_npm"
}

boot_major() {
  local one_line='^[~^=v ]*([0-9]+)([.][0-9x.*]+)?$'
  if [[ $1 =~ $one_line ]] && [ "${BASH_REMATCH[1]}" -ge 22 ]; then
    echo "${BASH_REMATCH[1]}"
  else
    echo "$default_node"
  fi
}

boot_npm() {
  # From the app's folder, so that npm reads its .npmrc; with the app's config vars, which such a file may name.
  (cd "$build_dir" && with_config_vars env npm_config_cache="$cache_dir/npm-cache" \
    npm_config_update_notifier=false npm_config_progress=false npm_config_audit=false npm_config_fund=false \
    npm_config_fetch_retry_mintimeout=1000 npm_config_fetch_retry_maxtimeout=5000 \
    npm_config_engine_strict=false npm_config_dry_run=false npm_config_package_lock=false npm_config_ignore_scripts=true \
    PATH="$tools/$node_package/$boot_node/package/bin:$PATH" \
    node "$tools/npm/$boot_npm/package/bin/npm-cli.js" "$@")
}

# resolve PACKAGE RANGE: the newest release in the range, as npm understands ranges; empty where there is none.
# Where the registry does not answer, what the last build found is used again.
resolve() {
  local package=$1 range=$2 answer known
  known=$cache_dir/resolved/$(printf '%s@%s' "$package" "$range" | base64 -w0 | tr / _)
  if [[ $range =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] && [ -d "$tools/$package/$range" ]; then
    echo "$range"
  elif answer=$(boot_npm view "$package@$range" version --json 2>/dev/null); then
    mkdir -p "$cache_dir/resolved"
    newest <<<"${answer:-[]}" | tee "$known"
  elif grep -Eq '"(E404|ETARGET|EINVALIDTAGNAME)"' <<<"$answer"; then
    return
  elif [ -s "$known" ]; then
    warn "The registry does not answer; taking the same $package as the last build." >&2
    cat "$known"
  else
    fail "Could not ask the registry for $package:" "  $(jq -r '.error.summary? // empty' <<<"$answer" 2>/dev/null)" \
      'Is the registry reachable from builds? If it needs another address, set the config var NPM_CONFIG_REGISTRY.' >&2
  fi
}

# From a JSON list of versions, or one.
newest() {
  jq -r '[.] | flatten | map(select(contains("-") | not)) | max_by(split(".") | map(tonumber)) // empty'
}

# fetch_tool PACKAGE VERSION: into the cache, unless it is there.
fetch_tool() {
  local package=$1 version=$2 dir=$tools/$1/$2 stage
  mark_used "$package" "$version"
  [ -d "$dir" ] && return
  info "Downloading $package $version..."
  stage=$(mktemp -d)
  boot_npm install --prefix "$stage" --no-save --loglevel=error --force "$package@$version" >/dev/null ||
    fail "Could not download $package $version." 'Is the registry reachable from builds?'
  mkdir -p "$dir.part"
  cp -R "$stage/node_modules/$package" "$dir.part/package"
  mv "$dir.part" "$dir"
  rm -rf "$stage"
}

mark_used() {
  mkdir -p "$used/$1" && touch "$used/$1/$2"
}

# The cache keeps what this build used, so that it does not grow with every release of Node.js.
forget_unused_tools() {
  local dir
  for dir in "$tools"/*/* "$tools"/@*/*/*; do
    case ${dir#"$tools/"} in @*/*/* | [!@]*/*) ;; *) continue ;; esac
    [ -e "$used/${dir#"$tools/"}" ] || rm -rf "$dir"
  done
  rm -rf "$used"
}
