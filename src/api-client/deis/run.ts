import { constants } from 'node:os'
import { Readable } from 'node:stream'
import { DeisRun, DeisRunOfV1 } from '../../api-types/deis/run.ts'
import type { Dyno, DynoCreate } from '../../api-types/dyno.ts'
import type { ProcessEnd } from '../../attach/frames.ts'
import { lostNotice } from '../../attach/lost-notice.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { quoteArgv } from './quote-argv.ts'
import { appReference } from './references.ts'
import { unreadStdin } from './unread-stdin.ts'
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

/**
 * Asks for it now. Its output is there when it has ended, stdout and stderr in one. Nobody there reads what is piped to it, so who has
 * something to pipe is refused before it begins: a pipe says so by its first byte, and one that stays silent may well be empty.
 */
export function attachRun(http: DeisHttp, { app, command }: Dyno, isPiped = false): Required<RemoteProcess> {
  const stdout = new Readable({ read() {} })
  const ended = Promise.withResolvers<ProcessEnd>()
  const left = new AbortController()
  const { stdin, holdsData, written } = unreadStdin()
  const begin = async (): Promise<ProcessEnd> => {
    if (isPiped && (await holdsData()))
      return { exitCode: 1, reason: 'not-started', message: `${withStdin(http)} Nothing was run.` }
    http.warn(
      `${http.url} runs it without stdin, for 20 minutes at most, and gives its output, both streams in one, when it has ended.`,
    )
    // What comes now comes too late for it.
    if (isPiped) void written.then(() => leave(1, `${withStdin(http)} It was begun without; ${whatBecomes}`))
    return finish(http, await run(http, app.name, command, left.signal), stdout)
  }
  // Nothing ends it over there: whoever goes leaves it.
  const leave = (exitCode: number, message: string) => {
    ended.resolve({ exitCode, reason: 'connection-lost', message })
    left.abort()
  }
  begin()
    .catch(endOf)
    .then((end) => {
      stdout.push(null)
      ended.resolve(end)
    })
  return {
    stdin,
    stdout,
    stderr: Readable.from([]),
    resize: async () => {},
    signal: async (name) => leave(128 + constants.signals[name], `left; ${whatBecomes}`),
    exit: ended.promise,
    destroy: () => left.abort(),
    started: Promise.resolve(),
    detach: () => left.abort(),
  }
}

const whatBecomes = "Deis's controller lets what was begun run on until it ends, qp's ends it"

function withStdin({ url }: DeisHttp): string {
  return `there is something on stdin, and ${url} is a Deis controller, which runs commands without. \`--docker ADDRESS\` runs it straight on a Docker Engine, with it; \`</dev/null\` runs it without.`
}

/** Gives what was written. What is not all of it must not look as if it were: a dump of a database, for one. */
function finish(
  http: DeisHttp,
  { exit_code, output, output_cut = 0 }: DeisRun,
  stdout: Readable,
): ProcessEnd {
  stdout.push(output_cut === 0 ? output : output.replace(lostNotice(output_cut), ''))
  if (output.includes('\ufffd'))
    http.warn(
      `Some of the output was no text, it seems: ${http.url} carries nothing else, and has \ufffd in its place.`,
    )
  if (output_cut === 0) return { exitCode: exit_code, reason: 'exited' }
  const message = `${output_cut} bytes of its output are missing at the end: ${http.url} has no room for more of one run's`
  return { exitCode: exit_code || 1, reason: 'exited', message }
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
