import { checkLength } from './capacity.ts'
import { longestString, mostBytes, sizeOfStrings } from './execve.ts'
import { problem } from './problem.ts'

export type ConfigVars = Readonly<Record<string, string>>

const key = /^[A-Za-z_][A-Za-z0-9_]*$/
const longestKey = 255

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
  const size = sizeOf(next)
  // What is too large already may shrink.
  if (size > mostBytes && size > sizeOf(current)) throw tooLarge(size)
  return next
}

const sizeOf = (config: ConfigVars) =>
  sizeOfStrings(Object.entries(config).map(([name, value]) => `${name}=${value}`))

function tooLarge(size: number) {
  return problem(
    'invalid_params',
    `The config vars would be ${size} bytes together: ${mostBytes} is what each process can be given. Nothing was changed. Unset some first, or keep what is large in a file of the app or in a store.`,
  )
}

/** For what a one-off dyno gets beside the config. Throws `invalid_params`. */
export function checkEnvironment(env: ConfigVars): void {
  applyConfigChanges({}, env)
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
    ...(set.length > 0 ? [`Set ${listNames(set)} config vars`] : []),
    ...(unset.length > 0 ? [`Unset ${listNames(unset)} config vars`] : []),
  ]
  return parts.length > 0 ? parts.join('; ') : undefined
}

/** All that people would read. */
function listNames(names: readonly string[]): string {
  const more = names.length - mostNamed
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ')
}

const mostNamed = 100

function checkConfigVar(name: string, value: string | null): void {
  if (!key.test(name)) {
    throw problem(
      'invalid_params',
      `${JSON.stringify(name)} can't be a config var: use letters, digits and _, not starting with a digit.`,
      { reason: 'config_key_format' },
    )
  }
  if (value === null) return
  checkLength('The name of a config var', name, longestKey)
  if (value.includes('\0')) {
    throw problem(
      'invalid_params',
      `The value of ${name} contains a NUL byte, which no environment can hold.`,
    )
  }
  if (!value.isWellFormed()) {
    throw problem('invalid_params', `The value of ${name} is no text: it has half of a character in it.`)
  }
  const room = longestString - Buffer.byteLength(`${name}=`) - 1
  if (Buffer.byteLength(value) > room) {
    throw problem(
      'invalid_params',
      `The value of ${name} is too long: no process gets more than ${room} bytes in one variable.`,
    )
  }
}
