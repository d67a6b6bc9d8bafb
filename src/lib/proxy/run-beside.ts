import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { UserError } from '../errors.ts'
import type { Env } from '../surroundings.ts'
import type { Terminal } from '../terminal.ts'

/** Runs a program of this machine to its end, at our terminal, with this environment. Resolves with its exit code. */
export async function runBeside(
  [program = '', ...words]: readonly string[],
  { env, terminal }: { env: Env; terminal: Pick<Terminal, 'onSignal'> },
): Promise<number> {
  // It gets them as well, and decides.
  const holding = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) =>
    terminal.onSignal(name, () => void child.kill(name)),
  )
  const child = spawn(program, words, { env: { ...env }, stdio: 'inherit' })
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        const hint = 'Without words `qp proxy` says what to set for it.'
        reject(new UserError(`can't run ${program}: ${error.message}.`, { code: 'not_run', hint }))
      })
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
    })
  } finally {
    for (const off of holding) off()
  }
}
