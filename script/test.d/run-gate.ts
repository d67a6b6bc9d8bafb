import { spawn } from 'node:child_process'
import type { Gate } from './gates.ts'

export interface GateResult {
  passed: boolean
  output: string
  seconds: number
}

/** Runs one gate. Its standard error counts as output; there is no standard input. */
export async function runGate(
  { argv: [program, ...words] }: Gate,
  { cwd, abort }: { cwd: string; abort?: AbortSignal },
): Promise<GateResult> {
  const begun = performance.now()
  const child = spawn(program, words, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(abort ? { signal: abort } : {}),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const passed = await new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0))
  })
  return { passed, output, seconds: (performance.now() - begun) / 1000 }
}
