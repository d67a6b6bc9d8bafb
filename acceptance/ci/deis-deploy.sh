#!/usr/bin/env bash
# The same for Deis: a login by name and password, config from a file, a push, a command, a scale, and a way back.
set -euo pipefail

deis login "$DEIS_CONTROLLER" --username="$DEIS_USER" --password="$DEIS_PASSWORD"
deis whoami
deis apps:info -a "$APP" > /dev/null 2>&1 || deis create "$APP" --no-remote
printf 'GREETING=from a file\nLOG_LEVEL=debug\n' > .env
deis config:push -a "$APP" -p .env
deis config:list -a "$APP" | grep LOG_LEVEL

deis git:remote -a "$APP" -r deis
git push -f deis HEAD:master

deis run -a "$APP" -- perl -e 'print "migrated\n"'
deis scale web=2 -a "$APP"
deis limits:set web=128M -a "$APP"
deis ps:restart web -a "$APP"
deis config:unset LOG_LEVEL -a "$APP"
deis releases:list -a "$APP"
deis releases:rollback -a "$APP"
deis config:list -a "$APP" | grep LOG_LEVEL
deis perms:list -a "$APP"
deis tags:list -a "$APP"
deis apps:destroy -a "$APP" --confirm="$APP"
deis logout
