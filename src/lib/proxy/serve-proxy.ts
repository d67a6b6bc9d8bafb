import { type ControllerFlags, getTarget, networkFor, notLoggedIn } from '../connect.ts'
import { findToken } from '../credentials.ts'
import { RemoteExit, UserError } from '../errors.ts'
import { listenForInterruption, unlessAborted } from '../interruption.ts'
import type { Surroundings } from '../surroundings.ts'
import { tokenStore } from '../token-store.ts'
import { herokuEnvironment } from './heroku-environment.ts'
import { type LocalProxy, openProxy } from './open-proxy.ts'
import { runBeside } from './run-beside.ts'

export interface ServeProxyOptions extends ControllerFlags {
  surroundings: Surroundings
  /** Undefined: 5999, or any that is free for what runs with it. */
  port?: number | undefined
  /** What is run with the proxy; without, it says how to use it and goes on until it is interrupted. */
  words: readonly string[]
  /** To the person, unless they want quiet. */
  say: (text: string) => void
}

/** The one that its documentation names. */
const defaultPort = 5999

/** Throws what ends it: Ctrl-C, or the exit code of what it ran where that is not 0. */
export async function serveProxy(options: ServeProxyOptions): Promise<object> {
  const { surroundings, words, port = words.length > 0 ? 0 : defaultPort } = options
  const proxy = await openProxy({ ...(await whereTo(options)), port })
  try {
    if (words.length === 0) return await untilInterrupted(proxy, options)
    const { env, terminal } = surroundings
    const code = await runBeside(words, { env: { ...env, ...herokuEnvironment(proxy) }, terminal })
    if (code !== 0) throw new RemoteExit(code)
    return {}
  } finally {
    proxy.close()
  }
}

async function whereTo({ surroundings, controller }: ServeProxyOptions) {
  const { url, dialect } = await getTarget(surroundings, { controller })
  if (dialect !== 'platform')
    throw new UserError(`${url} speaks the Deis API, which the heroku program does not.`, {
      code: 'wrong_dialect',
      hint: 'The deis program takes its address as it is: `deis login URL`.',
    })
  const token = await findToken(surroundings.env, tokenStore(surroundings.env), url)
  if (token === undefined) throw notLoggedIn(`not logged in to ${url}.`, `\`qp login ${url}\` logs you in.`)
  return { url, token, network: await networkFor(surroundings, url) }
}

async function untilInterrupted(proxy: LocalProxy, { surroundings, say }: ServeProxyOptions): Promise<never> {
  const { terminal } = surroundings
  const interruption = listenForInterruption(terminal)
  try {
    const lines = Object.entries(herokuEnvironment(proxy)).map(([name, value]) => `export ${name}=${value}\n`)
    terminal.stdout.write(lines.join(''))
    say('Set these where you run heroku. Use Ctrl-C to stop.')
    return await unlessAborted(interruption.signal, new Promise<never>(() => {}))
  } finally {
    interruption.stop()
  }
}
