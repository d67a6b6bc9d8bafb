import { problem } from '../../domain/problem.ts'

/** In Deis's API only what there is can be taken away (by null). Throws 422 in its words. */
export function checkUnset(
  attribute: string,
  current: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(changes))
    if (value === null && !Object.hasOwn(current, name))
      throw problem('invalid_params', `${name} does not exist under ${attribute}`, { reason: 'not_set' })
}
