import { getSystemErrorMap } from 'node:util'
import { UserError } from '../errors.ts'

/** What the file system of this machine refuses, as a sentence; anything else stays as it is. */
export function fileProblem(error: unknown, doing: string): unknown {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number') return error
  const [code, why] = getSystemErrorMap().get(error.errno) ?? ['unknown', error.message]
  return new UserError(`can't ${doing}: ${why}.`, { code: code.toLowerCase(), cause: error })
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
