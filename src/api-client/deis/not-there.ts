import { UserError } from '../../lib/errors.ts'
import { type DeisVersion, versions } from './versions.ts'

/** The controller that something is not there on. */
export interface DeisPlace {
  readonly url: string
  readonly version: DeisVersion
}

/** `what` goes on from "which has no": "log drains". `hint`: another way to the same end. */
export function notThere({ url, version }: DeisPlace, what: string, hint?: string): UserError {
  const who = `${url} is a Deis controller (API ${versions[version].api})`
  return new UserError(`${who}, which has no ${what}.`, {
    code: 'not_supported',
    ...(hint === undefined ? {} : { hint }),
  })
}

/** Methods that all say so. */
export function lacking<K extends string>(
  place: DeisPlace,
  what: string,
  methods: readonly K[],
  hint?: string,
): Record<K, () => Promise<never>> {
  const refuse = () => Promise.reject(notThere(place, what, hint))
  return Object.fromEntries(methods.map((it) => [it, refuse])) as Record<K, () => Promise<never>>
}
