import { createAgents } from '../../api-client/agents.ts'
import { isThisMachine } from '../../api-client/proxy.ts'
import type { AppFlags } from '../app-context.ts'
import { networkFor } from '../connect.ts'
import { findToken } from '../credentials.ts'
import type { Surroundings } from '../surroundings.ts'
import { tokenStore } from '../token-store.ts'
import { checkApi } from './api.ts'
import { type Check, type CheckResult, hasPassed, runChecks } from './check.ts'
import { checkClock } from './clock.ts'
import { checkEngine } from './engine.ts'
import { checkGit } from './git.ts'
import { checkKeychain } from './keychain.ts'
import { checkName } from './name.ts'
import { findTarget, type Target } from './target.ts'
import { checkTls } from './tls.ts'
import { checkWebsocket } from './websocket.ts'

/**
 * Looks at everything between this program and its controller, in the order in which one thing needs the other. At Ctrl-C
 * it tidies up and throws a CancelError.
 */
export async function runDoctor(
  surroundings: Surroundings,
  flags: AppFlags,
  onResult: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const interruption = new AbortController()
  const stops = (['SIGINT', 'SIGTERM'] as const).map((signal) =>
    surroundings.terminal.onSignal(signal, () => interruption.abort()),
  )
  try {
    const checks = listChecks(surroundings, await findTarget(surroundings, flags))
    return await runChecks(checks, { signal: interruption.signal, onResult })
  } finally {
    for (const stop of stops) stop()
  }
}

function listChecks(surroundings: Surroundings, target: Target): Check[] {
  const { env, cwd } = surroundings
  const { url, api, dialect } = target
  const isControllerHere = url === undefined || isThisMachine(new URL(url).hostname)
  return [
    ...(url === undefined ? withoutController(target.problem) : controllerChecks(surroundings, target, url)),
    {
      name: 'git',
      async run(signal, earlier) {
        const found = url === undefined ? undefined : await findToken(env, tokenStore(env), url)
        // Deis's git goes by SSH: the token is not for it.
        const token = dialect === 'platform' ? found : undefined
        const controller = url === undefined || found === undefined ? undefined : { url, token }
        const isThere = api !== undefined && target.app !== undefined && hasPassed(earlier, 'api')
        const repository = isThere ? (await api.apps.get(target.app ?? '')).git_url : undefined
        return checkGit({ cwd, env, controller, repository, signal })
      },
    },
    { name: 'keychain', run: async () => checkKeychain(url, env) },
    { name: 'engine', run: (signal) => checkEngine({ env, isControllerHere, signal }) },
  ]
}

/** In this order each needs the one before, but for clock and websocket, which only need the API. */
function controllerChecks(
  { env, cwd, now }: Surroundings,
  { api, app, dialect }: Target,
  url: string,
): Check[] {
  const address = new URL(url)
  const agents = async () => createAgents(await networkFor({ env, cwd }, url))
  return [
    { name: 'name', run: async () => checkName(address, (await agents()).proxyOf(address)) },
    {
      name: 'tls',
      needs: ['name'],
      run: async (signal) => checkTls({ url: address, agents: await agents(), now: now(), signal }),
    },
    {
      name: 'api',
      needs: ['tls'],
      run: async (signal) => checkApi({ url, api, agents: await agents(), signal }),
    },
    {
      name: 'clock',
      needs: ['api'],
      run: async (signal) => checkClock({ url, agents: await agents(), now, signal }),
    },
    {
      name: 'websocket',
      needs: ['api'],
      async run(signal) {
        if (dialect !== 'platform') return withoutSessions
        return api ? checkWebsocket({ api, app, signal }) : notLoggedIn
      },
    },
  ]
}

const withoutSessions = {
  status: 'skipped',
  detail: 'a Deis controller has no sessions',
  hint: '`qp run --docker ADDRESS` goes straight to an engine.',
} as const

const notLoggedIn = { status: 'skipped', detail: 'not logged in' } as const

function withoutController(problem: unknown): Check[] {
  const skipped = ['tls', 'api', 'clock', 'websocket'].map((name) => ({
    name,
    needs: ['name'],
    run: async () => notLoggedIn,
  }))
  return [{ name: 'name', run: () => Promise.reject(problem) }, ...skipped]
}
