import { problem } from './problem.ts'

export type ConfigVars = Readonly<Record<string, string>>

const key = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Linux: MAX_ARG_STRLEN of execve(2), for `KEY=value` and the NUL at its end. In bytes. */
const longestVariable = 131_072

/** Any text without NUL survives from `config:set` to the process; a key is what a shell can name. */
export function applyConfigChanges(
  current: ConfigVars,
  changes: Readonly<Record<string, string | null>>,
): ConfigVars {
  const next: Record<string, string> = { ...current }
  for (const [name, value] of Object.entries(changes)) {
    checkConfigVar(name, value)
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

/** The description of the release that a change makes, in Heroku's words; undefined where nothing changes. */
export function describeConfigChanges(
  current: ConfigVars,
  changes: Readonly<Record<string, string | null>>,
): string | undefined {
  const names = Object.keys(changes)
  const set = names.filter((name) => changes[name] !== null && current[name] !== changes[name])
  const unset = names.filter((name) => changes[name] === null && Object.hasOwn(current, name))
  const parts = [
    ...(set.length > 0 ? [`Set ${set.join(', ')} config vars`] : []),
    ...(unset.length > 0 ? [`Unset ${unset.join(', ')} config vars`] : []),
  ]
  return parts.length > 0 ? parts.join('; ') : undefined
}

function checkConfigVar(name: string, value: string | null): void {
  if (!key.test(name)) {
    throw problem(
      'invalid_params',
      `${JSON.stringify(name)} can't be a config var: use letters, digits and _, not starting with a digit.`,
      { reason: 'config_key_format' },
    )
  }
  if (value === null) return
  if (value.includes('\0')) {
    throw problem(
      'invalid_params',
      `The value of ${name} contains a NUL byte, which no environment can hold.`,
    )
  }
  if (!value.isWellFormed()) {
    throw problem('invalid_params', `The value of ${name} is no text: it has half of a character in it.`)
  }
  const room = longestVariable - Buffer.byteLength(`${name}=`) - 1
  if (Buffer.byteLength(value) > room) {
    throw problem(
      'invalid_params',
      `The value of ${name} is too long: no process gets more than ${room} bytes in one variable.`,
    )
  }
}
