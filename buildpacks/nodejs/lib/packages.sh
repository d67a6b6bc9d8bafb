# The app's packages: installed as the lock file says, built with devDependencies there, pruned afterwards.

# in_app COMMAND...: in the app's folder with the app's config vars, its output indented.
in_app() {
  (cd "$build_dir" && with_config_vars env npm_config_cache="$(packages_cache)" \
    npm_config_update_notifier=false npm_config_progress=false npm_config_audit=false npm_config_fund=false \
    "$(headers_variable)=$node_headers" YARN_CACHE_FOLDER="${yarn_cache:-$cache_dir/yarn-cache}" \
    YARN_ENABLE_TELEMETRY=0 YARN_ENABLE_GLOBAL_CACHE=false "$@") 2>&1 | indent
}

headers_variable() {
  if [ "$(npm --version | cut -d. -f1)" -ge 11 ]; then echo npm_package_config_node_gyp_nodedir; else echo npm_config_nodedir; fi
}

packages_cache() {
  if [ "$(config_var NODE_MODULES_CACHE)" = false ]; then echo /tmp/npm-cache; else echo "$cache_dir/npm-cache"; fi
}

install_packages() {
  if [ -d "$build_dir/node_modules" ]; then
    warn 'node_modules is checked into git: packages compiled elsewhere may not run here.' \
      'Take it out: git rm -r --cached node_modules && echo node_modules >> .gitignore'
  fi
  "install_with_$1" || fail "Installing the packages with $1 failed; its output above says why."
}

install_with_npm() {
  local npm_major
  npm_major=$(npm --version | cut -d. -f1)
  # Spelt out, since NODE_ENV=production would leave out what the build needs.
  local dev=--include=dev
  [ "$npm_major" -ge 7 ] || dev=--production=false
  if wants_production_only; then dev=$(omit_dev); fi
  if [ -f "$build_dir/package-lock.json" ] || [ -f "$build_dir/npm-shrinkwrap.json" ]; then
    info "Installing node modules (npm ci)"
    in_app npm ci "$dev" --prefer-offline
  else
    warn 'There is no package-lock.json: every build may install other versions.' \
      'Run `npm install`, commit package-lock.json, and push again.'
    info "Installing node modules (npm install)"
    in_app npm install "$dev" --prefer-offline --no-package-lock
  fi
}

install_with_yarn() {
  if is_yarn_berry; then
    info 'Installing node modules (yarn install --immutable)'
    # With Plug'n'Play the app runs out of yarn's cache, so that must lie in the slug.
    grep -Eqs '^nodeLinker: *.?(node-modules|pnpm)' "$build_dir/.yarnrc.yml" || yarn_cache=$build_dir/.yarn/cache
    in_app yarn install --immutable
  else
    info 'Installing node modules (yarn install --frozen-lockfile)'
    in_app yarn install --frozen-lockfile --ignore-engines --non-interactive --production="$(wants_production_only && echo true || echo false)"
  fi
}

install_with_pnpm() {
  info 'Installing node modules (pnpm install --frozen-lockfile)'
  if wants_production_only; then
    in_app env "npm_config_store_dir=$cache_dir/pnpm-store" pnpm install --frozen-lockfile --prod
  else
    in_app env "npm_config_store_dir=$cache_dir/pnpm-store" pnpm install --frozen-lockfile --prod=false
  fi
}

prune_packages() {
  if [ "$(config_var NPM_CONFIG_PRODUCTION)" = false ] || [ "$(config_var YARN_PRODUCTION)" = false ]; then
    info "Skipping because NPM_CONFIG_PRODUCTION or YARN_PRODUCTION is 'false'"
  elif [ "$(config_var PNPM_SKIP_PRUNING)" = true ] || [ "$(config_var YARN2_SKIP_PRUNING)" = true ]; then
    info 'Skipping because the config vars say so'
  elif [ -f "$env_dir/NODE_ENV" ] && [ "$(config_var NODE_ENV)" != production ]; then
    info "Skipping because NODE_ENV is not 'production'"
  elif [ -z "$(jq -r '.devDependencies // {} | keys[]' "$build_dir/package.json")" ]; then
    info 'There are none'
  else
    "prune_with_$1" || fail "Pruning devDependencies with $1 failed; its output above says why."
  fi
}

prune_with_npm() {
  in_app npm prune "$(omit_dev)"
}

prune_with_yarn() {
  if ! is_yarn_berry; then
    in_app yarn install --frozen-lockfile --ignore-engines --ignore-scripts --prefer-offline --non-interactive --production=true
  elif [ -f "$build_dir/.pnp.cjs" ]; then
    info "Skipping because the app uses Plug'n'Play"
  else
    in_app yarn workspaces focus --all --production
  fi
}

prune_with_pnpm() {
  in_app env "npm_config_store_dir=$cache_dir/pnpm-store" pnpm prune --prod --ignore-scripts
}

omit_dev() {
  if [ "$(npm --version | cut -d. -f1)" -ge 7 ]; then echo --omit=dev; else echo --production; fi
}

wants_production_only() {
  [ "$(config_var NPM_CONFIG_PRODUCTION)" = true ] || [ "$(config_var YARN_PRODUCTION)" = true ]
}

# run_first_script NAME...: the first of these that package.json has.
run_first_script() {
  local name
  for name; do
    if has_script "$name"; then
      section Build
      run_script "$name"
      return
    fi
  done
}

run_script() {
  has_script "$1" || return 0
  info "Running $1"
  in_app "$manager" run "$1" || fail "The script \"$1\" of package.json failed; its output above says why."
}
