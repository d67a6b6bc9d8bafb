# What package.json and the lock files say.

check_package_json() {
  local problem
  problem=$(jq empty "$build_dir/package.json" 2>&1) ||
    fail 'package.json is not valid JSON:' "  $problem" 'Mend it, commit, and push again.'
  jq -e 'type == "object"' "$build_dir/package.json" >/dev/null ||
    fail 'package.json is not a JSON object.' 'Mend it, commit, and push again.'
}

# package_json FILTER: empty where there is nothing, or something that is no text.
package_json() {
  jq -r "($1) | strings" "$build_dir/package.json" 2>/dev/null || true
}

has_script() {
  [ -n "$(package_json ".scripts[\"$1\"]?")" ]
}

# "pnpm@9.1.0+sha512…" → 9.1.0, where the package manager is the one asked about
package_manager_version() {
  local field
  field=$(package_json '.packageManager?')
  case $field in
    "$1"@*)
      field=${field#*@}
      echo "${field%%+*}"
      ;;
  esac
}

# npm, yarn or pnpm, by the lock file that there is.
choose_manager() {
  local locks=() found=() field
  [ ! -f "$build_dir/package-lock.json" ] || { locks+=(package-lock.json) && found+=(npm); }
  [ ! -f "$build_dir/npm-shrinkwrap.json" ] || found+=(npm)
  [ ! -f "$build_dir/yarn.lock" ] || { locks+=(yarn.lock) && found+=(yarn); }
  [ ! -f "$build_dir/pnpm-lock.yaml" ] || { locks+=(pnpm-lock.yaml) && found+=(pnpm); }
  if [ ${#locks[@]} -gt 1 ]; then
    fail "There is more than one lock file: ${locks[*]}." \
      'Each may ask for other versions. Keep the one of the package manager that you use:' \
      "  git rm <the others> && git commit, and push again." >&2
  fi
  if [ ${#found[@]} -gt 0 ]; then
    echo "${found[0]}"
    return
  fi
  field=$(package_json '.packageManager?')
  case $field in
    yarn@* | pnpm@*) echo "${field%%@*}" ;;
    *) echo npm ;;
  esac
}

is_yarn_berry() {
  [ -f "$build_dir/.yarnrc.yml" ] || grep -qs '^__metadata:' "$build_dir/yarn.lock" ||
    [[ $(package_manager_version yarn) =~ ^([2-9]|[1-9][0-9]) ]]
}
