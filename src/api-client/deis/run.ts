import { constants } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { DeisRun, DeisRunOfV1 } from '../../api-types/deis/run.ts'
import type { Dyno, DynoCreate } from '../../api-types/dyno.ts'
import type { ProcessEnd } from '../../attach/frames.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { quoteArgv } from './quote-argv.ts'
import { appReference } from './references.ts'
import { versions } from './versions.ts'

/**
 * A one-off dyno that is asked for, and not yet there: Deis's `POST /run` takes a command line and answers once it has ended, so the
 * request is made by whoever attaches. Throws for all that it has no way to say.
 */
export function describeRun(http: DeisHttp, app: string, options: DynoCreate): Dyno {
  checkRun(http, options)
  const now = new Date().toISOString()
  return {
    id: 'run',
    name: 'run',
    app: appReference(app),
    type: 'run',
    command: options.argv ? quoteArgv(options.argv) : (options.command ?? ''),
    size: 'default',
    state: 'starting',
    release: { id: '', version: 0 },
    attach_url: null,
    created_at: now,
    updated_at: now,
  }
}

function checkRun(http: DeisHttp, { attach, tty, env = {}, ...options }: DynoCreate): void {
  if (!attach)
    throw notThere(http, 'one-off dynos that run on by themselves', '`qp run --no-tty` waits for their end.')
  if (tty)
    throw notThere(
      http,
      'terminals for one-off dynos',
      '`qp run --no-tty` runs it without one. With --docker ADDRESS it runs straight on a Docker Engine; ' +
        `\`qp login ${http.url} --docker ADDRESS\` remembers that.`,
    )
  const asked = {
    'process types': options.type,
    sizes: options.size,
    timeouts: options.timeout ?? options.time_to_live,
  }
  for (const [what, value] of Object.entries(asked))
    if (value !== undefined) throw notThere(http, `${what} for one-off dynos`)
  if (Object.keys(env).length > 0)
    throw notThere(http, 'config vars for one dyno alone', 'Set them in the command: `qp run "A=1 ./job"`.')
}

/** Asks for it now. Its output is there when it has ended, stdout and stderr in one; nobody reads what is written to it. */
export function attachRun(http: DeisHttp, { app, command }: Dyno): Required<RemoteProcess> {
  http.warn(
    `${http.url} runs it without stdin, for 20 minutes at most, and gives its output, both streams in one, when it has ended.`,
  )
  const stdout = new Readable({ read() {} })
  const ended = Promise.withResolvers<ProcessEnd>()
  const left = new AbortController()
  run(http, app.name, command, left.signal)
    .then(({ exit_code, output }): ProcessEnd => {
      stdout.push(output)
      return { exitCode: exit_code, reason: 'exited' }
    }, endOf)
    .then((end) => {
      stdout.push(null)
      ended.resolve(end)
    })
  // Nothing ends it over there: whoever goes leaves it.
  const leave = (exitCode: number) => {
    const message = 'left; what was begun runs on until it ends'
    ended.resolve({ exitCode, reason: 'connection-lost', message })
    left.abort()
  }
  return {
    stdin: new Writable({ write: (_chunk, _encoding, done) => done() }),
    stdout,
    stderr: Readable.from([]),
    resize: async () => {},
    signal: async (name) => leave(128 + constants.signals[name]),
    exit: ended.promise,
    destroy: () => left.abort(),
    started: Promise.resolve(),
    detach: () => left.abort(),
  }
}

function endOf(error: unknown): ProcessEnd {
  const message = error instanceof Error ? error.message : String(error)
  return { exitCode: 1, reason: 'not-started', message }
}

async function run(http: DeisHttp, app: string, command: string, signal: AbortSignal): Promise<DeisRun> {
  const route = path`/apps/${app}/run`
  if (versions[http.version].processes === 'pods')
    return http.send(DeisRun, 'POST', route, { command }, signal)
  const [exit_code, output] = await http.send(DeisRunOfV1, 'POST', route, { command }, signal)
  return { exit_code, output }
}
