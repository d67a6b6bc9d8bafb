import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { get } from './answers.ts'

/** It has made its first user and answers; a minute at most, since an engine that was killed takes its time at first. */
export async function untilReady(server: ChildProcess, port: number, tokenFile: string): Promise<void> {
  const signal = AbortSignal.timeout(60_000)
  const answers = () => get({ port, hostname: 'localhost' }).then(Boolean, () => false)
  while (!(existsSync(tokenFile) && (await answers()))) {
    if (server.exitCode !== null || signal.aborted) throw new Error('the controller did not start')
    await delay(50)
  }
}
