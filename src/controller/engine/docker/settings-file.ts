import { readFile } from 'node:fs/promises'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { messageOf, problem } from '../../domain/problem.ts'
import { isMissing } from './missing-file.ts'

/** A file of Docker's own settings, in JSON. Undefined where there is none. Throws `invalid_params` for one that can't be read. */
export async function readSettings<T extends TSchema>(
  path: string,
  schema: T,
): Promise<Static<T> | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw problem('invalid_params', `Docker's settings can not be read: ${messageOf(error)}.`, {
      cause: error,
    })
  }
  const value = parseJson(text)
  if (Value.Check(schema, value)) return value
  throw problem('invalid_params', `${path} is not as Docker writes it; repair or remove it.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
