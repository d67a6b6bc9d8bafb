/**
 * `<time> blog[web.v4.k5twh]: hello`, `<time> deis[controller]: INFO jim scaled pods web=2`; of qp's own controller also
 * `<time> deis[router]: at=info …` and `<time> deis[web.v4.k5twh]: State changed …`
 */
const form = /^(\S+) ([\w-]+)\[([^\]]+)\]:(?: |$)(.*)$/s

export interface LogFilter {
  source?: string | undefined
  dyno?: string | undefined
}

/** Deis's lines as Heroku writes them: `app` for those of the app itself, `qp` for the platform's. */
export function renderLines(text: string, app: string): string[] {
  return text
    .split('\n')
    .map((it) => it.replace(/\r$/, ''))
    .filter((it) => it !== '')
    .map((line) => {
      const [, time, source, process, said] = form.exec(line) ?? []
      if (time === undefined) return line
      return `${time} ${source === app ? 'app' : 'qp'}[${process}]: ${said}`
    })
}

/** `dyno` is a process type or a dyno, by any name that has its own letters at the end: "blog-web-3284379810-k5twh", "web.v4.k5twh". */
export function isWanted(line: string, { source, dyno }: LogFilter): boolean {
  const [, , from, process = ''] = form.exec(line) ?? []
  if (!isOfSource(source, from, process)) return false
  if (dyno === undefined || process === dyno) return true
  const [type, ...rest] = process.split('.')
  const ending = rest.at(-1)
  return type === dyno || (ending !== undefined && dyno.endsWith(`-${ending}`))
}

/** The names are those of the Platform API: `router` is a part of `qp`, and `heroku` another name of it. */
function isOfSource(source: string | undefined, from: string | undefined, process: string): boolean {
  if (source === undefined) return true
  if (source === 'router') return from === 'qp' && process === 'router'
  return from === (source === 'heroku' ? 'qp' : source)
}

/** What of `now` is behind `before`, both being the end of one log; undefined where they have nothing in common. */
export function newLines(before: readonly string[], now: readonly string[]): string[] | undefined {
  if (before.length === 0) return [...now]
  for (let skip = 0; skip < before.length; skip += 1) {
    const shared = before.slice(skip)
    if (shared.length <= now.length && shared.every((line, at) => line === now[at]))
      return now.slice(shared.length)
  }
  return undefined
}
