#!/usr/bin/env bash
# Deploys, looks whether the release is any good, and goes back to the one before where it is not.
set -euo pipefail

before=$(heroku releases -a "$APP" -n 1 --json | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8"))[0].version')
heroku maintenance:on -a "$APP"
trap 'heroku maintenance:off -a "$APP"' EXIT

git push -f heroku "$SHA:refs/heads/master"
if ! heroku run "$SMOKE_TEST" --exit-code -a "$APP"; then
  heroku rollback "v$before" -a "$APP"
  exit 3
fi
