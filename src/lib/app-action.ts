import type { OnProgress } from '../api-client/controller.ts'
import { type ActionOptions, action } from './action.ts'
import { RemoteExit, UserError } from './errors.ts'
import { listenForInterruption, unlessAborted } from './interruption.ts'
import type { Surroundings } from './surroundings.ts'

interface AppAction {
  title: string
  /** Which app it is done to. */
  app: string
  /** The commands that show how it ended; `ps` and `releases` without. */
  shownBy?: readonly string[]
}

/**
 * An `action` that changes an app and that the controller goes on with, whoever waits for it. Who breaks off is told so, and how to see
 * the end: throws `interrupted`, with the signal's exit code (130 for Ctrl-C). A second signal ends qp at once.
 *
 * @example
 * await appAction(this.surroundings, { title: `Restarting ${app}`, app }, (onProgress) => api.dynos.restart(app, undefined, { onProgress }))
 */
export async function appAction<Result>(
  { terminal, now }: Pick<Surroundings, 'terminal' | 'now'>,
  { title, app, shownBy = [`ps -a ${app}`, `releases -a ${app}`] }: AppAction,
  work: (onProgress: OnProgress) => Promise<Result>,
  options: ActionOptions<Result> = {},
): Promise<Result> {
  const { signal, stop } = listenForInterruption(terminal)
  let hasBegun = false
  const watch = (onProgress: OnProgress) =>
    unlessAborted(
      signal,
      work((progress) => {
        hasBegun = true
        // The connection is still there for a moment; nothing is drawn below the last word.
        if (!signal.aborted) onProgress(progress)
      }),
    )
  try {
    return await action({ terminal, now }, title, watch, options)
  } catch (error) {
    throw error === signal.reason && error instanceof RemoteExit ? brokenOff(error, hasBegun, shownBy) : error
  } finally {
    stop()
  }
}

/** Before the first news nobody knows whether the controller has heard of it. */
function brokenOff({ exitCode }: RemoteExit, hasBegun: boolean, shownBy: readonly string[]): UserError {
  const rest = hasBegun ? 'The controller goes on with it' : 'The controller may go on with it all the same'
  const commands = shownBy.map((it) => `\`qp ${it}\``).join(' and ')
  return new UserError(`interrupted. ${rest}.`, {
    code: 'interrupted',
    exitCode,
    hint: `${commands} ${shownBy.length === 1 ? 'shows' : 'show'} what came of it.`,
  })
}
