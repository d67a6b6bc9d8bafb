import type { Dyno, DynoCreate } from '../api-types/dyno.ts'
import { action } from './action.ts'
import type { AppContext } from './app-context.ts'
import type { Surroundings } from './surroundings.ts'

/** Starts a one-off dyno that nobody is attached to, and says its name. */
export function startDetached(
  { api, app, surroundings }: AppContext & { surroundings: Surroundings },
  request: DynoCreate,
  words: readonly string[],
): Promise<Dyno> {
  const start = () => api.dynos.create(app, { ...request, attach: false })
  return action(surroundings, `Running ${words.join(' ')} on ${app}`, start, {
    done: ({ name }) => `done, ${name}`,
  })
}
