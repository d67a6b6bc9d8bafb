import type { Agents } from '../../api-client/agents.ts'
import { probeController } from '../../api-client/probe.ts'
import { formatDuration } from '../duration.ts'
import type { Finding } from './check.ts'

/** More than this, and tokens and certificates seem expired, and log lines out of order. */
const TOLERATED_MS = 30_000

export interface ClockOptions {
  url: string
  agents: Agents
  now: () => Date
  signal: AbortSignal
}

/** Compares this machine's clock with the controller's. */
export async function checkClock({ url, agents, now, signal }: ClockOptions): Promise<Finding> {
  const asked = now().getTime()
  const { date } = await probeController(url, { agents, signal })
  const answered = now().getTime()
  if (!date) return { status: 'skipped', detail: 'the controller does not say what time it is' }
  // It was written somewhere between question and answer, which a busy machine draws apart, and cut to whole seconds.
  const difference = (asked + answered) / 2 - (date.getTime() + 500)
  const apart = Math.max(0, Math.abs(difference) - (answered - asked) / 2)
  if (apart < 1500) return { status: 'passed', detail: 'the same as the controller' }
  const detail = `this machine is ${formatDuration(apart)} ${difference < 0 ? 'behind' : 'ahead of'} the controller`
  if (apart <= TOLERATED_MS) return { status: 'passed', detail }
  const hint = 'One of the two clocks is wrong: let both be set by the network (NTP).'
  return { status: 'warned', detail: `${detail}.`, hint }
}
