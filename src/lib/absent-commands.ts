export interface AbsentCommands {
  /** Topics or commands of heroku, of deis, or that people try, with all that is below them. */
  words: readonly string[]
  /** What qp does not have, to stand after "qp has no". */
  what: string
  /** What there is in its place: a sentence or two. */
  instead: string
}

/** What heroku or deis have and qp has not, or not yet: `qp` says so in place of "no such command", and docs/compatibility.md too. */
export const absentCommands: readonly AbsentCommands[] = [
  {
    words: ['pipelines'],
    what: 'pipelines yet',
    instead: 'Make an app for each stage (`qp apps:create`) and push the same commit to each.',
  },
  {
    words: ['deploy'],
    what: 'command to deploy by',
    instead: '`git push qp main` deploys; `qp container:push web` takes images that were built here.',
  },
  {
    words: ['reviewapps'],
    what: 'review apps yet',
    instead: 'Your CI can make an app for a branch (`qp apps:create`), push to it, and `qp apps:destroy` it.',
  },
  {
    words: ['ci'],
    what: 'CI of its own',
    instead: 'Yours logs in by QP_API_KEY and deploys by `git push`; `qp auth:token` shows a token.',
  },
  {
    words: ['addons', 'usage'],
    what: 'add-ons',
    instead: 'Run the service where you like, and give apps its address by `qp config:set`.',
  },
  {
    words: ['data', 'pg', 'psql'],
    what: 'databases of its own',
    instead: "An app's config vars say where its database is: `qp run 'psql $DATABASE_URL'`.",
  },
  {
    words: ['redis'],
    what: 'Redis of its own',
    instead: "An app's config vars say where its Redis is: `qp run 'redis-cli -u $REDIS_URL'`.",
  },
  {
    words: ['spaces', 'drains:get', 'drains:set', 'trusted-ips'],
    what: 'spaces',
    instead:
      'A controller runs in your own network; `qp login URL --name NAME` makes it known, and `-c NAME` selects it.',
  },
  {
    words: ['teams', 'members', 'orgs'],
    what: 'teams',
    instead: 'Each person is let into each app: `qp access:add`.',
  },
  {
    words: ['autoscale', 'ps:autoscale', 'dyno:autoscale'],
    what: 'autoscaling yet',
    instead: '`qp ps:scale` sets how many dynos run.',
  },
  {
    words: ['auth:2fa', '2fa', 'twofactor'],
    what: 'second factor at login yet',
    instead: 'Hand out tokens in place of passwords: `qp login URL --token-file FILE`.',
  },
  {
    words: ['apps:lock', 'apps:unlock', 'lock', 'unlock'],
    what: 'teams whose members could join an app',
    instead: 'Nobody is in an app but who was let in: `qp access` lists them.',
  },
  {
    words: ['accounts'],
    what: 'accounts to switch between',
    instead: 'Each login has a name: `qp login URL --name NAME`, then `-c NAME` or QP_CONTROLLER.',
  },
  {
    words: ['telemetry'],
    what: 'telemetry drains',
    instead: 'What an app and its router say is in `qp logs`.',
  },
  {
    words: ['notifications'],
    what: 'notifications',
    instead: '`qp releases` and `qp logs` tell what happened.',
  },
  {
    words: ['dashboard'],
    what: 'dashboard',
    instead: '`qp apps` lists your apps, and `qp ps` what one of them runs.',
  },
  {
    words: ['mcp'],
    what: 'MCP server',
    instead: 'Every command answers programs in JSON, by --json.',
  },
  {
    words: ['repl'],
    what: 'shell of its own',
    instead: '`qp help` lists the commands for yours.',
  },
  {
    words: ['console'],
    what: 'console of its own',
    instead: "`qp run console` runs the Procfile's line of that name, `qp run rails console` any other.",
  },
  {
    words: ['rake'],
    what: 'rake of its own',
    instead: "`qp run rake db:migrate` runs the app's.",
  },
  {
    words: ['buildpacks:versions'],
    what: 'versions of buildpacks to choose from',
    instead:
      '`qp buildpacks:search` lists the built-in ones, which come with the controller; another is a git address.',
  },
  {
    words: ['apps:errors'],
    what: 'metrics of errors',
    instead:
      "`qp logs --source router` shows requests that failed, with the codes of heroku's errors, and `qp drains` sends them on.",
  },
  {
    words: ['apps:favorites'],
    what: 'favorites, since there is no dashboard to order by them',
    instead: '`qp labels:set` marks apps, and `qp apps --label` lists those.',
  },
  {
    words: ['ps:socks'],
    what: 'SOCKS proxy, which would let whoever may deploy into the network of the machine',
    instead: '`qp ps:forward` leads to ports of a dyno, `qp ps:exec` runs what asks inside it.',
  },
  {
    words: ['local:version'],
    what: 'Procfile runner with a version of its own',
    instead: 'It is a part of qp: `qp version`.',
  },
  {
    words: ['version:info'],
    what: 'news of versions to show',
    instead: '`qp version` says which version this is; what changed is in its release notes.',
  },
  {
    words: ['autocomplete:create'],
    what: 'completions to create',
    instead: 'The script of `qp autocomplete:script` asks qp itself at each key.',
  },
]

export function findAbsent(command: string): AbsentCommands | undefined {
  return absentCommands.find(({ words }) =>
    words.some((it) => command === it || command.startsWith(`${it}:`)),
  )
}

/** @example `qp has no teams. Each person is let into each app: …` */
export function describeAbsent({ what, instead }: AbsentCommands): string {
  return `qp has no ${what}. ${instead}`
}
