# The app's config vars are files in ENV_DIR, one each, with the value as its exact bytes.

config_var() {
  if [ -f "$env_dir/$1" ]; then cat "$env_dir/$1"; fi
}

# with_config_vars COMMAND...: runs it with the app's config vars in its environment. In a subshell, since a config var
# may be called what a variable of ours is called.
with_config_vars() (
  for __file in "$env_dir"/*; do
    __name=${__file##*/}
    case $__name in
      # Would change the tools that build, not the app (Heroku leaves out the same ones), or belongs to bash.
      PATH | HOME | STACK | GIT_DIR | CPATH | CPPATH | LD_PRELOAD | LIBRARY_PATH | LD_LIBRARY_PATH) continue ;;
      NPM_CONFIG_PRODUCTION | npm_config_production | npm_config_cache | NPM_CONFIG_CACHE) continue ;;
      BASH* | SHELLOPTS | UID | EUID | PPID | IFS | '*') continue ;;
    esac
    # $(cat) would eat newlines at the end.
    IFS= read -r -d '' __value <"$__file" || true
    export "$__name=$__value"
  done
  export NODE_ENV="${NODE_ENV:-production}" CI="${CI:-true}"
  exec "$@"
)
