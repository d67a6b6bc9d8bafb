import { UsageError, UserError } from './errors.ts'
import { askSecret } from './prompt.ts'
import { readSecretFile } from './secret-file.ts'
import type { Surroundings } from './surroundings.ts'

/** A password for somebody new: from a file (or stdin), or asked for twice. */
export async function readNewPassword(surroundings: Surroundings, path: string | undefined): Promise<string> {
  if (path !== undefined) return readSecretFile(surroundings, path)
  const { terminal } = surroundings
  if (!terminal.isTTY.stdin || !terminal.isTTY.stderr) {
    throw new UsageError('there is no terminal to ask for a password in. Add --password-file FILE.')
  }
  const password = await askSecret(terminal, 'Their password:')
  if (password === (await askSecret(terminal, 'Once more:'))) return password
  throw new UserError('The two passwords differ. Nobody was created.', { code: 'passwords_differ' })
}
