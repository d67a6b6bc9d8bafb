import { UsageError, UserError } from './errors.ts'
import { askSecret } from './prompt.ts'
import { readSecretFile } from './secret-file.ts'
import type { Surroundings } from './surroundings.ts'

/** Where a password comes from: the command line as Deis has it, a file (`-` for stdin), or an answer in the terminal. */
export interface PasswordSource {
  given?: string | undefined
  path?: string | undefined
  question: string
  /** The flag that names a file, for whoever has no terminal. */
  flag: string
}

/** One that exists: it is asked for once. */
export async function readPassword(surroundings: Surroundings, source: PasswordSource): Promise<string> {
  return (await readWithoutAsking(surroundings, source)) ?? askSecret(surroundings.terminal, source.question)
}

/** A new one: it is asked for twice. */
export async function readNewPassword(surroundings: Surroundings, source: PasswordSource): Promise<string> {
  const known = await readWithoutAsking(surroundings, source)
  if (known !== undefined) return known
  const password = await askSecret(surroundings.terminal, source.question)
  if (password === (await askSecret(surroundings.terminal, 'Once more:'))) return password
  throw new UserError('The two passwords differ. Nothing was done.', { code: 'passwords_differ' })
}

async function readWithoutAsking(
  surroundings: Surroundings,
  { given, path, flag }: PasswordSource,
): Promise<string | undefined> {
  const { terminal } = surroundings
  if (path !== undefined) return readSecretFile(surroundings, path)
  if (given !== undefined) {
    terminal.stderr.write(
      `Others on this machine can see a password in a command line: ${flag} FILE hides it.\n`,
    )
    return given
  }
  if (terminal.isTTY.stdin && terminal.isTTY.stderr) return undefined
  throw new UsageError(`there is no terminal to ask for a password in. Add ${flag} FILE.`)
}
