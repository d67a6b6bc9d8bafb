# Where packages come from, and how the first Node.js and npm get here when there is none yet to ask with.

default_registry=https://registry.npmjs.org

# The registry that the app or its surroundings name, then npm's own; one a line, tried in order.
registries() {
  local it
  for it in "$(config_var NPM_CONFIG_REGISTRY)" "$(config_var npm_config_registry)" \
    "${NPM_CONFIG_REGISTRY:-}" "${npm_config_registry:-}" \
    "$(sed -n 's/^ *registry *= *//p' "$build_dir/.npmrc" 2>/dev/null | tail -n 1)" "$default_registry"; do
    case $it in http://* | https://*) echo "${it%/}" ;; esac
  done | awk '!seen[$0]++'
}

# download_newest PACKAGE MAJOR DIR: unpacks the newest release of that major version there; says which it is.
# Only for the bootstrap: everything else is resolved and fetched by npm itself.
download_newest() {
  local package=$1 major=$2 dir=$3 registry about
  while read -r registry; do
    about=$(curl -fsSL --compressed --retry 2 -H 'Accept: application/vnd.npm.install-v1+json' "$registry/$package" |
      jq -r --arg major "$major." '[.versions[] | select(.version | startswith($major) and (contains("-") | not))]
        | max_by(.version | split(".") | map(tonumber)) | "\(.version) \(.dist.integrity) \(.dist.tarball)"') || continue
    download_checked $about "$dir" || continue
    echo "${about%% *}"
    return
  done < <(registries)
  fail "Could not download $package from any of:" "$(registries | paste -sd ' ')" \
    'Is the registry reachable from builds? If it needs another address, set the config var NPM_CONFIG_REGISTRY.' >&2
}

# download_checked VERSION INTEGRITY URL DIR: the integrity is npm's, "sha512-<base64>".
download_checked() {
  local version=$1 integrity=$2 url=$3 dir=$4/$1 file sum
  file=$(mktemp)
  curl -fsSL --retry 2 -o "$file" "$url" || return 1
  sum=$(base64 -d <<<"${integrity#sha512-}" | od -An -v -tx1 | tr -d ' \n')
  sha512sum "$file" | grep -q "^$sum " || return 1
  mkdir -p "$dir.part/package"
  tar -xzf "$file" -C "$dir.part/package" --strip-components=1
  rm -rf "$dir" "$file"
  mv "$dir.part" "$dir"
}
