import { problem } from './problem.ts'

interface Capacity {
  most: number
  /** Several of them, in a sentence. */
  names: string
  /** What makes room. */
  next: string
}

/**
 * How many of each one app, or one user, may have: far more than people use, and few enough that a script which runs wild fills neither
 * the store nor a list that all requests go through. docs/limits.md is the same for people. Asked in one step with what is added,
 * a transaction or the app's turn: of two at the same moment one gets the last place.
 */
export const capacities = {
  // Heroku's.
  domain: { most: 1000, names: 'domains', next: '`qp domains:remove HOSTNAME` takes one away' },
  certificate: { most: 1000, names: 'certificates', next: '`qp certs:remove NAME` takes one away' },
  collaborator: { most: 500, names: 'collaborators', next: '`qp access:remove EMAIL` takes one away' },
  // Each holds lines of its own.
  drain: { most: 10, names: 'drains', next: '`qp drains:remove URL` takes one away' },
  webhook: { most: 20, names: 'webhooks', next: '`qp webhooks:remove ID` takes one away' },
  label: { most: 50, names: 'labels', next: '`qp labels:unset NAME` takes one away' },
  tag: { most: 50, names: 'tags', next: '`qp tags:unset NAME` takes one away' },
  // The router looks at each of them for each request.
  service: { most: 50, names: 'services', next: '`qp services:remove TYPE` takes one away' },
  whitelisted: {
    most: 500,
    names: 'addresses in its whitelist',
    next: 'Join some in networks',
  },
  processType: { most: 100, names: 'process types', next: 'Put some into one' },
  key: { most: 100, names: 'keys', next: '`qp keys:remove NAME` takes one away' },
  authorization: {
    most: 1000,
    names: 'authorizations',
    next: '`qp authorizations:revoke ID` takes one away',
  },
  client: { most: 100, names: 'OAuth clients', next: '`qp clients:destroy ID` takes one away' },
} as const satisfies Record<string, Capacity>

export type Countable = keyof typeof capacities

/**
 * Throws `invalid_params` where there is no room for what is added.
 *
 * @param whose who they belong to, as people know it: an app's name, or "you"
 * @param had how many there are; those that are replaced don't count
 */
export function checkRoom(what: Countable, whose: string, had: number, added = 1): void {
  const { most, names, next }: Capacity = capacities[what]
  if (added <= 0 || had + added <= most) return
  const has = whose === 'you' ? 'You have' : `${whose} has`
  throw problem('invalid_params', `${has} ${had} ${names}; ${most} is the most there can be. ${next}.`)
}

/** Of one process type; a typing slip should not fill a machine. */
export const mostDynos = 100

/** In characters. Nothing that people read or type is longer. */
export const longestText = 1000

/** Of an address; browsers and servers take about as much. */
export const longestUrl = 2000

/** Throws `invalid_params`. `what` begins a sentence: "The description". */
export function checkLength(what: string, text: string, longest = longestText): void {
  if (text.length <= longest) return
  throw problem('invalid_params', `${what} has ${text.length} characters: use ${longest} at most.`)
}
