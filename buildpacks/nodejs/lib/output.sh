# How a buildpack talks: sections, what belongs to one, and what went wrong.

section() {
  printf -- '-----> %s\n' "$*"
}

info() {
  printf '       %s\n' "$@"
}

warn() {
  printf ' !     %s\n' "$@"
}

fail() {
  warn "$@"
  exit 1
}

# Line by line, so that a person sees a long step move on.
indent() {
  sed -u 's/^/       /'
}
