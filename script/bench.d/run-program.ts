import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface Place {
  cwd: string
  env: NodeJS.ProcessEnv
}

/** Runs a program to its end, with nothing on stdin. Resolves with its stdout; throws what it said where it fails. */
export async function runProgram([file = '', ...argv]: readonly string[], place: Place): Promise<string> {
  const child = spawn(file, argv, { ...place, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)])
  if (code === 0) return stdout
  throw new Error(`${[file, ...argv].join(' ')} ended with ${code}:\n${stdout}${stderr}`)
}
