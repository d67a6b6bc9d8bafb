import { randomBytes } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Variables } from './variables.ts'

const repository = path.resolve(import.meta.dirname, '../..')

/** What a build or a download behind a proxy needs of the machine's own environment. All else is left out. */
const inherited =
  /^(LANG|TZ|DOCKER_HOST|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/

/**
 * The environment of one script: its own home, configuration and git identity, a `qp` that runs this checkout, and
 * `$WORK` (its folder), `$APP` (a name no other script uses) and `$APPS` (small apps to deploy).
 */
export async function prepareEnvironment(
  folder: string,
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<Variables> {
  const home = path.join(folder, '.home')
  const bin = path.join(home, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(path.join(home, '.gitconfig'), gitConfig)
  await writeFile(path.join(bin, 'qp'), launcher)
  await chmod(path.join(bin, 'qp'), 0o755)
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
    PATH: [bin, path.join(repository, 'node_modules/.bin'), process.env['PATH']].join(':'),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    TERM: 'xterm-256color',
    TMPDIR: process.env['TMPDIR'] ?? '/tmp',
    WORK: folder,
    APP: uniqueName(file),
    APPS: path.join(repository, 'acceptance/apps'),
    REPOSITORY: repository,
    ...variables,
  }
}

const gitConfig = `[user]
  name = A Tester
  email = tester@example.com
[init]
  defaultBranch = main
`

const launcher = `#!/bin/sh
exec ${shellWord('node_modules/.bin/node')} ${shellWord('bin/run.js')} "$@"
`

function shellWord(file: string): string {
  return `'${path.join(repository, file).replaceAll("'", `'\\''`)}'`
}

/** At most 30 characters that make a DNS label: "config-1f2e3d4c". */
function uniqueName(file: string): string {
  const topic = path
    .parse(file)
    .name.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 20)
  return `${topic}-${randomBytes(4).toString('hex')}`
}
