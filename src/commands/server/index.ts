import { homedir } from 'node:os'
import { join } from 'node:path'
import { Flags } from '@oclif/core'
import { parseAddress } from '../../lib/address.ts'
import { withControllerProblems } from '../../lib/controller-problem.ts'
import { UsageError } from '../../lib/errors.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { readSecretFile } from '../../lib/secret-file.ts'
import type { Surroundings } from '../../lib/surroundings.ts'

export default class Server extends QpCommand {
  static override summary = 'run the controller'
  static override description =
    'run the controller: API, git and sessions on --listen, apps through nginx on --http and --https as <app>.<domain>. ' +
    'The first start makes the data dir, the user admin, and DIR/admin-token to log in with. ' +
    'SIGTERM stops it; apps and router go on serving.'
  // What it says is its log, which is JSON already.
  static override enableJsonFlag = false
  static override examples = [
    '$ qp server --data-dir ./qp-data --listen 127.0.0.1:5005 --http 127.0.0.1:8080',
    '$ qp login http://127.0.0.1:5005 --token-file ./qp-data/admin-token',
  ]
  static override flags = {
    'data-dir': Flags.string({
      description: 'where all state is kept (for root /var/lib/qp, else ~/.local/share/qp)',
      default: async () => defaultDataDir(),
      // It depends on who asks, and the manifest is everybody's.
      noCacheDefault: true,
    }),
    listen: Flags.string({ description: 'address of API, git and sessions', default: '127.0.0.1:5005' }),
    http: Flags.string({ description: 'address of the router', default: '127.0.0.1:8080' }),
    https: Flags.string({
      description: 'address of the router by TLS, or none (beside --http: 8443 for 8080, 443 for 80)',
    }),
    ssh: Flags.string({ description: 'address of git over SSH, by the keys that people add; without, none' }),
    rendezvous: Flags.string({
      description: 'address for `heroku run` and `run:inside`, by TLS; without, only `qp run` attaches',
    }),
    'acme-email': Flags.string({
      description: 'get certificates by ACME for apps that want it; whom the authority writes to',
    }),
    'acme-agree-terms': Flags.boolean({ description: "agree to the authority's terms of service" }),
    'acme-directory': Flags.string({
      description: "address of the authority's directory",
      default: 'https://acme-v02.api.letsencrypt.org/directory',
    }),
    'acme-ca-file': Flags.string({
      description: "who vouches for the authority's own web server, where none of the usual ones does",
    }),
    domain: Flags.string({ description: 'apps are <app>.<domain>', default: 'localhost' }),
    stack: Flags.string({
      description: 'image that buildpack builds start from',
      default: 'qp/stack:bookworm',
    }),
    'trust-proxy': Flags.string({
      description:
        'address or network of a proxy on another machine that says who asks and whether by https: 10.0.0.5',
      multiple: true,
      delimiter: ',',
    }),
    'receiver-network': Flags.string({
      description:
        "network that drains and webhooks may be sent to although it is this machine's own or link-local: 127.0.0.0/8",
      multiple: true,
      delimiter: ',',
    }),
    'receiver-ca-file': Flags.string({
      description: "PEM file of authorities that receivers' certificates may be of, beside the usual ones",
    }),
    tags: Flags.string({
      description: 'tags of this machine, for apps that ask for them by `tags:set`: rack=1,ssd=true',
      multiple: true,
      delimiter: ',',
    }),
    registration: Flags.option({
      description: 'who makes accounts by `qp register`: everybody, nobody, or an admin',
      options: ['open', 'closed', 'admin'] as const,
      default: 'closed' as const,
    })(),
    'builder-key': Flags.string({
      description:
        "file with the key by which a builder of Deis's deploys what users pushed to it; without, none does",
      helpValue: 'FILE',
    }),
    'build-timeout': Flags.integer({
      description: 'seconds that a build may take; the wait for other builds does not count',
      default: 1800,
      min: 1,
      // What a timer takes is not much more.
      max: 1_000_000,
    }),
    'one-offs': Flags.integer({
      description: 'one-off dynos that an app may have at a time',
      default: 50,
      min: 1,
    }),
    'one-off-ttl': Flags.integer({
      description: 'seconds after which a one-off dyno is ended if nobody is attached to it',
      default: 86_400,
      min: 1,
    }),
    'session-grace': Flags.integer({
      description: 'seconds that a terminal session waits for a client whose connection was lost',
      default: 300,
      min: 0,
    }),
  }

  async run(): Promise<object> {
    const { flags } = await this.parse(Server)
    const settings = {
      dataDir: flags['data-dir'],
      listen: parseAddress(flags.listen),
      http: parseAddress(flags.http),
      https: parseHttps(flags.https, parseAddress(flags.http)),
      ssh: flags.ssh === undefined ? undefined : parseAddress(flags.ssh),
      rendezvous: flags.rendezvous === undefined ? undefined : parseAddress(flags.rendezvous),
      acme: readAcme(flags),
      domain: flags.domain,
      stackImage: flags.stack,
      registration: flags.registration,
      builderKey: await readBuilderKey(this.surroundings, flags['builder-key']),
      receivers: {
        allow: flags['receiver-network'] ?? [],
        caFile: flags['receiver-ca-file'] ?? null,
      },
      trustProxy: flags['trust-proxy'] ?? [],
      tags: parsePairs(flags.tags ?? []),
      buildTimeout: flags['build-timeout'],
      oneOffs: {
        most: flags['one-offs'],
        grace: flags['session-grace'],
        timeToLive: flags['one-off-ttl'],
      },
    }
    // The one command that reaches into the controller, and only when it is asked for.
    const { serve } = await import('../../controller/serve.ts')
    return withControllerProblems(serve(settings, this.config.version, this.terminal.stdout))
  }
}

/** Whoever has it deploys as any user: no word that can be guessed. */
async function readBuilderKey(
  surroundings: Surroundings,
  path: string | undefined,
): Promise<string | undefined> {
  if (path === undefined) return undefined
  const key = await readSecretFile(surroundings, path)
  if (key.length >= 32) return key
  throw new UsageError(`${path} has no builder key in it, which has 32 characters at least.`)
}

function readAcme(flags: {
  'acme-email': string | undefined
  'acme-agree-terms': boolean
  'acme-directory': string
  'acme-ca-file': string | undefined
}) {
  const email = flags['acme-email']
  if (email === undefined) return null
  const directory = flags['acme-directory']
  if (!flags['acme-agree-terms'])
    throw new UsageError(`Read the terms of ${new URL(directory).host}, then add --acme-agree-terms.`)
  return { directory, email, caFile: flags['acme-ca-file'] ?? null }
}

/** Without the flag as far from the http port as 443 is from 80, and none where nginx chooses a port or there is no room. */
function parseHttps(text: string | undefined, http: { host: string; port: number }) {
  if (text === 'none') return null
  if (text !== undefined) return parseAddress(text)
  const port = http.port + 443 - 80
  return http.port === 0 || port > 65_535 ? null : { ...http, port }
}

function defaultDataDir(): string {
  return process.getuid?.() === 0 ? '/var/lib/qp' : join(homedir(), '.local', 'share', 'qp')
}
