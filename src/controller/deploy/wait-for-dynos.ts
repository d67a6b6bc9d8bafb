import { request } from 'node:http'
import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import { describeProbe, type HealthCheck } from '../domain/health-check.ts'
import { effectiveLimits, formatMemory } from '../domain/limits.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { appHostname } from '../domain/web-domain.ts'
import { pause } from './pause.ts'
import { logEvent, type Platform } from './platform.ts'
import { probeDyno } from './probe.ts'
import { tellDyno } from './tell-dyno.ts'

interface Waiting {
  app: { id: string; name: string }
  dynos: readonly Dyno[]
  report: Report
}

/** How long a dyno that takes no requests has to stay up to count as healthy, in ms. */
const settleTime = 1000

/** Between two tries to reach a dyno, in ms. */
const retry = 25

/** Between two readiness checks of a dyno that starts, in ms: each may be a program in it. */
const readyRetry = 250

/**
 * Waits until every dyno is healthy: a web dyno has answered a request on `$PORT`, another has stayed up for a second, and either
 * has passed the readiness check of its process type.
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
      tellDyno(platform, app.id, 'update', dyno, { is: 'up', was: 'starting' })
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
    await Promise.race([becomesHealthy(platform, app, dyno, signal), failsWhenItEnds(platform, dyno, signal)])
    outer.throwIfAborted()
  } finally {
    done.abort()
  }
}

async function becomesHealthy(
  platform: Platform,
  app: Waiting['app'],
  dyno: Dyno,
  signal: AbortSignal,
): Promise<void> {
  if (dyno.address === null) await pause(settleTime, signal)
  else await answers(platform, app, dyno, dyno.address, signal)
  const { readiness } = dyno.settings.healthChecks
  if (readiness) await getsReady(platform, app, dyno, readiness, signal)
}

/** The engine's own wait also sees an end that a restart hides at once. */
async function failsWhenItEnds(platform: Platform, dyno: Dyno, signal: AbortSignal): Promise<never> {
  const { code, outOfMemory } = await platform.engine.waitContainer(dyno.containerId, { signal })
  const name = formatDynoName(dyno)
  const why = describeEnd(dyno, code, outOfMemory)
  throw problem(
    'release_failed',
    `${name} ${why} while it started. \`qp logs -d ${name}\` shows what it wrote.`,
  )
}

/** containerd loses what it heard of a lack of memory where the cgroup goes first (`exited.ts`): 137 may be one. */
function describeEnd({ size, settings }: Dyno, code: number, outOfMemory: boolean): string {
  const memory = formatMemory(effectiveLimits(size, settings.limits).memory.limit)
  if (outOfMemory) return `ran out of its memory, ${memory},`
  return code === 137
    ? `was killed (exit code 137), perhaps for lack of memory, of which it has ${memory},`
    : `ended with exit code ${code}`
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
 * Asked more often than by the check's period, so that nobody waits for what is ready. Given up when the check's own times are
 * over, but not before a dyno without a check would be.
 */
async function getsReady(
  platform: Platform,
  app: Waiting['app'],
  dyno: Dyno,
  check: HealthCheck,
  signal: AbortSignal,
): Promise<void> {
  const { startTimeout, domain } = platform.settings
  const seconds = Math.max(startTimeout, check.initialDelay + check.failureThreshold * check.period)
  const timeout = AbortSignal.timeout(seconds * 1000)
  const until = AbortSignal.any([timeout, signal])
  const hostname = appHostname(app.name, domain)
  let successes = 0
  let why = 'said nothing'
  while (!until.aborted) {
    const failure = await probeDyno(platform.engine, dyno, { check, hostname, signal: until })
    successes = failure === undefined ? successes + 1 : 0
    if (successes >= check.successThreshold) return
    if (failure !== undefined && !until.aborted) why = failure
    await pause(Math.min(check.period * 1000, readyRetry), until)
  }
  if (!timeout.aborted) return
  const name = formatDynoName(dyno)
  throw problem(
    'release_failed',
    `${name} was not ready within ${seconds} seconds: ${describeProbe(check.probe)} ${why}. \`qp logs -d ${name}\` shows what it wrote.`,
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
