# Sourced when a dyno starts.
export PATH="$HOME/.heroku/node/bin:$PATH:$HOME/bin:$HOME/node_modules/.bin"
export NODE_HOME="$HOME/.heroku/node"
export NODE_ENV="${NODE_ENV:-production}"

# How much memory the dyno has, and how many workers of WEB_MEMORY MB fit in it; both as Heroku names them.
__limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)
case $__limit in
  '' | max | *[!0-9]* | [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*) ;;
  *)
    export MEMORY_AVAILABLE="${MEMORY_AVAILABLE:-$((__limit / 1048576))}"
    export WEB_MEMORY="${WEB_MEMORY:-512}"
    __fit=$((MEMORY_AVAILABLE / WEB_MEMORY))
    export WEB_CONCURRENCY="${WEB_CONCURRENCY:-$((__fit > 0 ? __fit : 1))}"
    unset __fit
    ;;
esac
unset __limit
