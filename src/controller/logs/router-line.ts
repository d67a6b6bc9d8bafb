import type { LogLine } from '../domain/log-line.ts'

/** What a code means, in Heroku's words. Codes with a Q are our own, for what Heroku does not have. */
const descriptions: Readonly<Record<string, string>> = {
  H10: 'App crashed',
  H12: 'Request timeout',
  H13: 'Connection closed without response',
  H14: 'No web processes running',
  H19: 'Backend connection timeout',
  H27: 'Client Request Interrupted',
  H80: 'Maintenance mode',
  H99: 'Platform error',
  Q10: 'Address not whitelisted',
  Q11: 'Routing disabled',
}

/** Of what is no error: somebody wanted it so, or left. */
const levels: Readonly<Record<string, string>> = { H27: 'warning', H80: 'info', Q10: 'info', Q11: 'info' }

export interface RouterLine {
  appId: string
  /** Lines of this app that nginx did not write before this one; `since` is accurate to the second. */
  dropped: { count: number; since: Date } | undefined
  line: LogLine
}

/**
 * A line of nginx's access log (`log_format router` in `router/nginx-config.ts`: values between tabs, in which nginx
 * writes quotes, backslashes and all that is not printable ASCII as `\xHH`) as Heroku's router has it:
 * https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format
 */
export function parseRouterLine(text: string): RouterLine | undefined {
  const fields = text.split('\t')
  if (fields.length !== 13) return undefined
  const [target = '', seconds = '', ...rest] = fields
  const [appId = '', dyno = '', count, since] = target.split(' ')
  const at = new Date(Math.round(Number(seconds) * 1000))
  if (!/^[\w-]+$/.test(appId) || Number.isNaN(at.getTime())) return undefined
  const line: LogLine = { at, source: 'qp', dyno: 'router', text: formatRequest(dyno, rest) }
  const dropped = count ? { count: Number(count), since: new Date(Number(since) * 1000) } : undefined
  return { appId, dropped, line }
}

function formatRequest(dyno: string, fields: readonly string[]): string {
  const [status, code, method, path, host, requestId, forwardedFor, connect, service, bytes, protocol] =
    fields
  return [
    ...describeOutcome(status === '499' ? 'H27' : code),
    `method=${method} path="${path}" host=${host} request_id=${requestId} fwd="${forwardedFor}"`,
    `dyno=${dyno === '-' ? '' : dyno} connect=${toMilliseconds(connect)} service=${toMilliseconds(service)}`,
    `status=${status} bytes=${bytes} protocol=${protocol}`,
  ].join(' ')
}

function describeOutcome(code = ''): string[] {
  const description = descriptions[code]
  if (description === undefined) return ['at=info']
  return [`at=${levels[code] ?? 'error'} code=${code} desc="${description}"`]
}

/** nginx's seconds, of the dyno that was asked last: "0.001, 0.023" → "23ms". Nothing where there was none. */
function toMilliseconds(list = ''): string {
  const last = list.split(/, | : /).at(-1) ?? ''
  return /^[\d.]+$/.test(last) ? `${Math.round(Number(last) * 1000)}ms` : ''
}
