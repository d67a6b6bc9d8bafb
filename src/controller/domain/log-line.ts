/** `app` is what a dyno wrote (or an event of the API), `qp` what the platform says: the router, dyno states. */
export interface LogLine {
  at: Date
  source: 'app' | 'qp'
  /** "web.1", "router", "api". */
  dyno: string
  text: string
}

/** As Heroku writes it: `2026-08-01T10:00:00.000000+00:00 app[web.1]: hello`. */
export function formatLogLine(line: LogLine): string {
  const at = line.at.toISOString().replace('Z', '000+00:00')
  return `${at} ${line.source}[${line.dyno}]: ${line.text}`
}
