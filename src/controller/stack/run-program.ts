import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { problem } from '../domain/problem.ts'

/** What a package's scripts may ask of the host: no language of its own, no questions, its proxy. */
const passedOn = ['PATH', 'http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

export interface ProgramOptions {
  onOutput: (line: string) => void
  signal: AbortSignal
  /** What to call it where it fails, when it is run by another. */
  name?: string
}

/**
 * Runs a program to its end and passes on the lines of both its streams. Throws `build_failed` with the last of them where
 * it fails, `invalid_params` where there is no such program. Aborting kills it and rejects with the signal's reason.
 */
export async function runProgram(
  [program = '', ...args]: readonly string[],
  { onOutput, signal, name = program }: ProgramOptions,
): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: buildEnv(process.env) })
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const last: string[] = []
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      last.push(line)
      if (last.length > 5) last.shift()
      onOutput(line)
    })
  }
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    signal.throwIfAborted()
    if (code !== 0) throw problem('build_failed', `${name} failed (${code}): ${last.join(' / ')}`)
  } catch (error) {
    throw isMissing(error) ? describeMissing(program, error) : error
  } finally {
    signal.removeEventListener('abort', kill)
  }
}

function buildEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    LC_ALL: 'C',
    DEBIAN_FRONTEND: 'noninteractive',
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function describeMissing(program: string, cause: unknown): Error {
  return problem(
    'invalid_params',
    `${program} is not installed. Install it (\`apt-get install ${program}\`), or take a ready-made image: \`qp stack:build --from IMAGE\`.`,
    { cause },
  )
}
