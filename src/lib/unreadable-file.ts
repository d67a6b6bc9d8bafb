import { UserError } from './errors.ts'

const missing = 'there is no such file'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: missing,
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
}

/** For a file that somebody has named. `cause`: what reading it threw. */
export function unreadableFile(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = reasons[code]
  return unreadable(path, reason, cause)
}

/** The same, where it is known that it is not there. */
export function missingFile(path: string): UserError {
  return unreadable(path, missing)
}

function unreadable(path: string, reason: string | undefined, cause?: unknown): UserError {
  const why = reason === undefined ? '' : `: ${reason}`
  return new UserError(`${path} can't be read${why}.`, { code: 'unreadable_file', cause })
}
