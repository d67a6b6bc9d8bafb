import { UserError } from './errors.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
}

/** For a file that somebody has named. `cause`: what reading it threw. */
export function unreadableFile(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = reasons[code]
  const why = reason === undefined ? '' : `: ${reason}`
  return new UserError(`${path} can't be read${why}.`, { code: 'unreadable_file', cause })
}
