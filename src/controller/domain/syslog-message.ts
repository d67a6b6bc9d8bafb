import type { LogLine } from './log-line.ts'

/**
 * What Logplex has sent all along: `<facility * 8 + severity>` (RFC 5424 6.2.1). Dynos are local7.info, the router local3.info, the
 * platform's events syslog.notice, and what was lost local5.warning.
 */
const priorities = { dyno: 190, router: 158, event: 45, lost: 172 }

/**
 * A line as Logplex sends it over syslog, without its frame: RFC 5424 with the drain's token as host, and no structured data.
 * https://devcenter.heroku.com/articles/log-drains#drain-tokens
 */
export function renderSyslogMessage(line: LogLine, token: string): string {
  return `${renderHead(line, token)} - - ${line.text}\n`
}

/** The same in the body of an https drain: there the host is a mere word, and structured data is left out altogether. */
export function renderLogplexMessage(line: LogLine): string {
  return `${renderHead(line, 'host')} - ${line.text}\n`
}

/** Framed by octet counting: RFC 6587 3.4.1. */
export function frameMessage(message: string): string {
  return `${Buffer.byteLength(message)} ${message}`
}

function renderHead(line: LogLine, host: string): string {
  const at = line.at.toISOString().replace('Z', '000+00:00')
  // Receivers know the router's lines and the platform's by Heroku's name.
  const app = line.source === 'qp' ? 'heroku' : 'app'
  return `<${priorityOf(line)}>1 ${at} ${host} ${app} ${isLoss(line) ? 'logplex' : line.dyno}`
}

function priorityOf(line: LogLine): number {
  if (isLoss(line)) return priorities.lost
  if (line.dyno === 'router') return priorities.router
  return line.source === 'app' && line.dyno !== 'api' ? priorities.dyno : priorities.event
}

function isLoss({ source, dyno }: LogLine): boolean {
  return source === 'qp' && dyno === 'logs'
}
