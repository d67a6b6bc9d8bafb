#!/usr/bin/env bash
# A pipeline's deploy step: the app is made if it is missing, its secrets are set, a commit is pushed, migrated and scaled.
set -euo pipefail

heroku auth:whoami
heroku apps:info --app "$APP" > /dev/null 2>&1 || heroku apps:create "$APP" --no-remote
heroku config:set --app "$APP" SECRET_KEY_BASE="$SECRET_KEY_BASE" GREETING="from $SHA" > /dev/null

heroku git:remote --app "$APP"
git push -f heroku "$SHA:refs/heads/master"

heroku ps:wait --app "$APP"
heroku run --app "$APP" --exit-code -- perl -e 'print "migrated with a key of ", length $ENV{SECRET_KEY_BASE}, "\n"'
heroku ps:scale web=2 --app "$APP"
heroku ps --app "$APP" --json | node -e '
  const up = JSON.parse(require("fs").readFileSync(0, "utf8")).filter((dyno) => dyno.state === "up")
  if (up.length !== 2) throw new Error(`${up.length} dynos are up`)'
