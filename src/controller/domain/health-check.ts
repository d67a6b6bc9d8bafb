import { problem } from './problem.ts'

/** How a dyno is asked whether it is well. Without a `port` it is $PORT. */
export type Probe =
  /** Well is what answers 200 to 399. `headers` may name the Host, which is the app's hostname otherwise. */
  | { kind: 'httpGet'; port: number | null; path: string; headers: readonly (readonly [string, string])[] }
  /** Well is what takes a connection. */
  | { kind: 'tcpSocket'; port: number | null }
  /** Well is where this command, run inside the dyno, exits 0. */
  | { kind: 'exec'; command: readonly string[] }

/** Times are in seconds, thresholds are times in a row. */
export interface HealthCheck {
  probe: Probe
  /** From the dyno's start on; failures in it don't count. */
  initialDelay: number
  timeout: number
  period: number
  successThreshold: number
  failureThreshold: number
}

/** `readiness`: may requests go to it? `liveness`: must it be restarted? Null where nobody asks. */
export interface HealthChecks {
  liveness: HealthCheck | null
  readiness: HealthCheck | null
}

export const noHealthChecks: HealthChecks = { liveness: null, readiness: null }

export const healthTypes = ['liveness', 'readiness'] as const
export type HealthType = (typeof healthTypes)[number]

/** Deis's defaults. */
export const healthCheckDefaults = {
  initialDelay: 50,
  timeout: 50,
  period: 10,
  successThreshold: 1,
  failureThreshold: 3,
}

/** Throws `invalid_params` for a check that can't be made of a dyno of this type. */
export function checkHealthCheck(name: HealthType, type: string, check: HealthCheck): void {
  const { probe } = check
  if (name === 'liveness' && check.successThreshold !== 1)
    throw refused('A liveness check has a success threshold of 1: one success is life.')
  if (probe.kind !== 'exec' && probe.port === null && type !== 'web')
    throw refused(`Only web has a $PORT: name the port that ${type} listens on.`)
  if (probe.kind === 'exec' && probe.command.length === 0)
    throw refused('An exec check needs a command, such as `exec -- test -f /app/ready`.')
  if (probe.kind === 'httpGet') checkHttpGet(probe)
}

/** What can't stand in a request would fail each time, and look like an ailing dyno. */
function checkHttpGet({ path, headers }: Extract<Probe, { kind: 'httpGet' }>): void {
  if (!/^\/[\x21-\x7e]*$/.test(path))
    throw refused(`${JSON.stringify(path)} is no path: it begins with / and has no spaces.`)
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[^\t\x20-\x7e]/.test(value))
      throw refused(`${JSON.stringify(`${name}:${value}`)} is no HTTP header.`)
  }
}

function refused(message: string) {
  return problem('invalid_params', message, { reason: 'health_check_format' })
}

/** Whether the counted answers change what is thought of a dyno: so many in a row do, fewer don't. */
export function judge(
  { successThreshold, failureThreshold }: HealthCheck,
  isWell: boolean,
  inRow: { successes: number; failures: number },
): boolean {
  if (isWell) return inRow.failures < failureThreshold
  return inRow.successes >= successThreshold
}

/** "httpGet :5000/ready", "exec test -f /app/ready": for messages. Without a port it is $PORT. */
export function describeProbe(probe: Probe): string {
  if (probe.kind === 'exec') return `exec ${probe.command.join(' ')}`
  return `${probe.kind} :${probe.port ?? '$PORT'}${probe.kind === 'httpGet' ? probe.path : ''}`
}
