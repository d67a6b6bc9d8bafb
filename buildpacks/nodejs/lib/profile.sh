# What a dyno does before its command, and what later buildpacks find.

write_profile() {
  mkdir -p "$build_dir/.profile.d"
  cp "$buildpack/profile/nodejs.sh" "$build_dir/.profile.d/nodejs.sh"
}

write_export() {
  printf 'export PATH=%q:$PATH:%q\nexport NODE_HOME=%q\n' "$home/bin" "$build_dir/node_modules/.bin" "$home" \
    >"$buildpack/export"
}
