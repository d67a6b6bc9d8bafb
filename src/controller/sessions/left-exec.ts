import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '../engine/engine.ts'
import { execToEnd } from './exec-to-end.ts'

/** An environment variable by which a command that runs inside a dyno, and all that it starts, is known: its run's id. */
export const runVariable = 'QP_RUN'

export interface LeftExec {
  engine: Engine
  /** A container that runs. */
  id: string
  runId: string
  /** It had a terminal, which is closed. */
  tty: boolean
  /** How long it has to end at SIGTERM, in ms. */
  termMs?: number
}

/** Between two looks whether it has ended, in ms. */
const look = 250

/**
 * Ends a command that a controller started inside a dyno and did not live to end. The engine neither ends it when its
 * client goes (moby/moby#9098) nor says its process id in the dyno, so it is found by its environment. Resolves when nothing of
 * it runs any more.
 */
export async function endLeftExec({ engine, id, runId, tty, termMs = 10_000 }: LeftExec): Promise<void> {
  const send = (signal: string) => signalMarked(engine, id, `${runVariable}=${runId}`, signal)
  if (tty) await send('HUP')
  let left = await send('TERM')
  // What was stopped hears of both once it goes on.
  if (left) await send('CONT')
  for (let passed = 0; left; passed += look) {
    if (passed >= termMs) return void (await send('KILL'))
    await delay(look)
    left = await send('0')
  }
}

/**
 * All that POSIX's shell has, since the dyno need not have more. `read` passes over the NULs between the variables. What it may
 * not look into is another user's, and not ours.
 */
const script = `for it in /proc/[0-9]*; do
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in *"$1"*) kill -s "$2" "\${it#/proc/}" && echo "\${it#/proc/}"; break ;; esac
  done <"$it/environ"
done 2>/dev/null`

/** Resolves with whether there was any process to send it to. */
async function signalMarked(engine: Engine, id: string, mark: string, signal: string): Promise<boolean> {
  return (await execToEnd(engine, id, ['/bin/sh', '-c', script, 'sh', mark, signal])) !== ''
}
