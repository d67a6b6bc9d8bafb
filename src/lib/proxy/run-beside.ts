import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { UserError } from '../errors.ts'
import { programArgv } from '../plugins/program-argv.ts'
import type { Env } from '../surroundings.ts'
import type { Terminal } from '../terminal.ts'

/**
 * Runs a program of this machine to its end, at our terminal, with this environment. Resolves with its exit code. A terminal sends Ctrl-C
 * to both, and the program decides what to do about it; what is sent to this process alone is passed on.
 */
export async function runBeside(
  words: readonly string[],
  { env, terminal }: { env: Env; terminal: Pick<Terminal, 'onSignal'> },
): Promise<number> {
  const { file, args, verbatim } = programArgv(words, env, process.platform)
  const child = spawn(file, args, { env: { ...env }, stdio: 'inherit', windowsVerbatimArguments: verbatim })
  const holding = [
    terminal.onSignal('SIGINT', () => {}),
    ...(['SIGTERM', 'SIGHUP'] as const).map((name) => terminal.onSignal(name, () => void child.kill(name))),
  ]
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        const hint = 'Without words `qp proxy` says what to set for it.'
        reject(new UserError(`can't run ${words[0]}: ${error.message}.`, { code: 'not_run', hint }))
      })
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
    })
  } finally {
    for (const off of holding) off()
  }
}
