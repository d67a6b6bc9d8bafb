import { parseCommaList } from './comma-list.ts'
import { UsageError } from './errors.ts'

/** The words of `--permissions`; undefined where it is not there. Throws a UsageError where it names none. */
export function parsePermissionsFlag(text: string): string[]
export function parsePermissionsFlag(text: string | undefined): string[] | undefined
export function parsePermissionsFlag(text: string | undefined): string[] | undefined {
  const words = parseCommaList(text)
  if (words?.length === 0)
    throw new UsageError(
      '--permissions names none. Name some of view, deploy, operate and manage: -p deploy,operate.',
    )
  return words
}
