#!/usr/bin/env bash
# An app for a pull request: a copy of another's config, removed with it.
set -euo pipefail

review="$APP-pr1"
heroku create "$review" --no-remote
trap 'heroku apps:destroy --app "$review" --confirm "$review"' EXIT
heroku config --shell --app "$APP" > config.env
xargs -a config.env heroku config:set --app "$review"
heroku config:set -a "$review" IS_REVIEW_APP=1
[ "$(heroku config:get GREETING -a "$review")" = "$(heroku config:get GREETING -a "$APP")" ]
git push "$(heroku apps:info -a "$review" -s | sed -n 's/^git_url=//p')" "HEAD:refs/heads/main"
# A line of a dyno is there a moment after the dyno wrote it.
until heroku logs -a "$review" -n 100 > log.txt && grep -q 'listening on port' log.txt; do sleep 1; done
