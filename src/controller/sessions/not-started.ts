import type { ProcessEnd } from '../../attach/frames.ts'

/** Codes as a shell and `docker run` have them: 127 not found, 126 not executable, 125 the engine's own trouble. */
export function notStarted(exitCode: number, message: string): ProcessEnd {
  return { exitCode, reason: 'not-started', message }
}

export function commandNotFound(word: string, what = 'command not found'): ProcessEnd {
  return notStarted(127, `${what}: ${readable(word)}`)
}

export function notExecutable(word: string, why: string): ProcessEnd {
  return notStarted(126, `can't execute ${readable(word)}: ${why}`)
}

/** Quoted where it would not be seen where it begins and ends. */
function readable(word: string): string {
  return /^[!-~]+$/.test(word) ? word : JSON.stringify(word)
}
