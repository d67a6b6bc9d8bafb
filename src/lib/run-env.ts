import { UsageError } from './errors.ts'

/**
 * Reads `-e "A=1;B=2"`, Heroku's form, given once or more often. A semicolon splits only where a name and an equals
 * sign follow, so that values may hold one.
 */
export function parseRunEnv(values: readonly string[]): Record<string, string> {
  const assignments = values.flatMap((value) => value.split(/;(?=[A-Za-z_]\w*=)/))
  return Object.fromEntries(assignments.filter((text) => text !== '').map(parseAssignment))
}

function parseAssignment(text: string): [string, string] {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text)
  if (match?.[1] && match[2] !== undefined) return [match[1], match[2]]
  throw new UsageError(
    `${JSON.stringify(text)} is no NAME=VALUE. Several go into one --env "A=1;B=2" or into several.`,
  )
}
