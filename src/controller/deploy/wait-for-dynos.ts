import { request } from 'node:http'
import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { appHostname } from '../domain/web-domain.ts'
import { logEvent, type Platform } from './platform.ts'

interface Waiting {
  app: { id: string; name: string }
  dynos: readonly Dyno[]
  report: Report
}

/** How long a dyno that takes no requests has to stay up to count as healthy, in ms. */
const settleTime = 1000

/** Between two tries to reach a dyno, in ms. */
const retry = 25

/**
 * Waits until every dyno is healthy: a web dyno has answered a request on `$PORT`, another has stayed up for a second.
 * Throws `release_failed` naming the dyno that ended or did not answer in time.
 */
export async function waitForDynos(platform: Platform, { app, dynos, report }: Waiting): Promise<void> {
  const giveUp = new AbortController()
  const failures: unknown[] = []
  await Promise.all(
    dynos.map(async (dyno) => {
      const name = formatDynoName(dyno)
      report({ kind: 'step', step: 'wait', dyno: name, state: 'begun', text: 'waiting for an answer' })
      try {
        await waitForDyno(platform, app, dyno, giveUp.signal)
      } catch (error) {
        report({ kind: 'step', step: 'wait', dyno: name, state: 'failed', text: 'failed' })
        failures.push(error)
        giveUp.abort()
        return
      }
      platform.starting.delete(dyno.containerId)
      logEvent(platform, app.id, name, 'State changed from starting to up')
      report({ kind: 'step', step: 'wait', dyno: name, state: 'done', text: 'up' })
    }),
  )
  if (failures.length > 0) throw failures[0]
}

async function waitForDyno(
  platform: Platform,
  app: Waiting['app'],
  dyno: Dyno,
  outer: AbortSignal,
): Promise<void> {
  const done = new AbortController()
  const signal = AbortSignal.any([done.signal, outer])
  try {
    await Promise.race([
      dyno.address === null ? pause(settleTime, signal) : answers(platform, app, dyno, dyno.address, signal),
      failsWhenItEnds(platform, dyno, signal),
    ])
    outer.throwIfAborted()
  } finally {
    done.abort()
  }
}

/** The engine's own wait also sees an end that a restart hides at once. */
async function failsWhenItEnds(platform: Platform, dyno: Dyno, signal: AbortSignal): Promise<never> {
  const { code, outOfMemory } = await platform.engine.waitContainer(dyno.containerId, { signal })
  const why = outOfMemory ? `ran out of the memory of its size, ${dyno.size}` : `ended with exit code ${code}`
  const name = formatDynoName(dyno)
  throw problem(
    'release_failed',
    `${name} ${why} while it started. \`qp logs -d ${name}\` shows what it wrote.`,
  )
}

async function answers(
  platform: Platform,
  app: Waiting['app'],
  dyno: Dyno,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const { startTimeout, domain } = platform.settings
  const timeout = AbortSignal.timeout(startTimeout * 1000)
  const until = AbortSignal.any([timeout, signal])
  while (!until.aborted) {
    if (await hasAnswer(address, appHostname(app.name, domain), until)) return
    await pause(retry, until)
  }
  if (!timeout.aborted) return
  const name = formatDynoName(dyno)
  throw problem(
    'release_failed',
    `${name} did not answer on $PORT within ${startTimeout} seconds. It must listen on 0.0.0.0:$PORT; \`qp logs -d ${name}\` shows what it wrote.`,
  )
}

/**
 * True once anything HTTP comes back, whatever its status. Asking for a whole answer and not for a connection matters:
 * the engine's proxy accepts connections on behalf of a process that does not listen yet.
 */
function hasAnswer(address: string, hostname: string, signal: AbortSignal): Promise<boolean> {
  const [host, port] = address.split(':')
  const headers = { host: hostname, 'user-agent': 'qp-health-check', connection: 'close' }
  return new Promise((resolve) => {
    const asked = request({ host, port, path: '/', headers, signal, agent: false }, (response) => {
      response.destroy()
      resolve(true)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
}
