import type { ProcessEnd } from '../../attach/frames.ts'
import { problem } from '../domain/problem.ts'
import { CollectedOutput } from '../sessions/collected-output.ts'
import { createOneOff, type OneOffRequest } from './one-off.ts'
import type { Platform } from './platform.ts'
import { getSession } from './watch-run.ts'

export interface RunToEnd extends Pick<OneOffRequest, 'app' | 'user' | 'from' | 'command' | 'timeout'> {
  /** Ends it: nobody waits for it any more. */
  signal: AbortSignal
  /** Asks anew, each time, whether who asked for it may still see it. */
  isAllowed(): Promise<boolean>
}

export interface EndedRun extends ProcessEnd {
  dyno: string
  /** stdout and stderr in one; what is beyond `mostOutput` is missing, and that is said at its end. */
  output: string
  /** How many bytes are missing. */
  lost: number
}

/** As much is held in memory of one run's output, in bytes. */
export const mostOutput = 4 * 1024 * 1024

/** A one-off dyno for who has nothing but a request and its answer: nothing on its stdin, and what it wrote once it has ended. */
export async function runToEnd(
  platform: Platform,
  { signal, isAllowed, ...request }: RunToEnd,
): Promise<EndedRun> {
  const asked = { ...request, env: {}, size: undefined, tty: false, attached: true }
  const run = await createOneOff(platform, asked)
  const session = await getSession(platform, run)
  const collected = new CollectedOutput(mostOutput)
  const leave = () => collected.terminate()
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  await platform.sessions.join(session, collected, { id: run.id, role: 'type', isAllowed })
  signal.removeEventListener('abort', leave)
  const end = await collected.ended
  if (!end) throw problem('forbidden', `${run.dyno} was ended, since nobody waits for it who may.`)
  return { ...end, dyno: run.dyno, output: collected.text, lost: collected.lost }
}
