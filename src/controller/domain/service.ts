import { checkLength, longestUrl } from './capacity.ts'
import { webType } from './dyno.ts'
import { problem } from './problem.ts'

/** Sends requests for some paths to dynos of another process type than web. Those dynos get a $PORT too. */
export interface Service {
  id: string
  appId: string
  /** The process type; an app has one service for each. */
  type: string
  /** Comma-delimited, as Hephy has it: "/hooks,~ ^/users/[0-9]+/hooks". See `parseRoute`. */
  pathPattern: string
  createdAt: Date
  updatedAt: Date
}

/** Which paths: as nginx's `location` has it, with its order of precedence. */
export interface PathRule {
  /** Without one: paths that begin so. `^~` the same, and no regular expression is asked; `=` this path; `~`, `~*` a regular expression, with and without case. */
  modifier: '' | '^~' | '=' | '~' | '~*'
  path: string
}

/** `/hooks,~ ^/users/[0-9]+/hooks` as rules. Throws `invalid_params`; whether a regular expression is one, only nginx can say. */
export function parseRoute(pathPattern: string): PathRule[] {
  checkLength('The route', pathPattern, longestUrl)
  return pathPattern.split(',').map((text) => {
    const { modifier = '', path = '' } =
      /^(?<modifier>=|\^~|~\*|~|)\s*(?<path>\S+)$/.exec(text.trim())?.groups ?? {}
    if (path.startsWith('/') || (path !== '' && isRegex(modifier)))
      return { modifier: modifier as PathRule['modifier'], path }
    throw problem(
      'invalid_params',
      `${JSON.stringify(text)} is no route. Use a path such as /hooks, or a regular expression such as "~ ^/users/[0-9]+/hooks"; several with commas in between.`,
    )
  })
}

export function isRegex(modifier: string): boolean {
  return modifier.startsWith('~')
}

/** The same for every spelling. */
export function formatRoute(rules: readonly PathRule[]): string {
  return rules.map(({ modifier, path }) => (modifier === '' ? path : `${modifier} ${path}`)).join(',')
}

/** Throws `invalid_params`. */
export function checkServiceType(type: string): void {
  if (type === webType)
    throw problem('invalid_params', 'web needs no service: it gets every request that no service gets.')
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(type))
    throw problem('invalid_params', `${JSON.stringify(type)} can't be a process type.`)
}
