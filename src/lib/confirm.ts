import { CancelError, UsageError, UserError } from './errors.ts'
import { askText } from './prompt.ts'
import type { Terminal } from './terminal.ts'

/**
 * Before what can't be undone: the person names what is meant, by `--confirm` or when asked. Without a terminal nobody can be
 * asked, so a missing `--confirm` is an error there (exit 2).
 */
export async function confirmByName(
  terminal: Terminal,
  name: string,
  given: string | undefined,
  warning: string,
): Promise<void> {
  const answer = given ?? (await ask(terminal, name, warning))
  if (answer === name) return
  if (answer === '') throw new CancelError('Nothing was confirmed, nothing was done.')
  throw new UserError(`Confirmation ${answer} did not match ${name}. Aborted.`, { code: 'not_confirmed' })
}

async function ask(terminal: Terminal, name: string, warning: string): Promise<string> {
  if (!terminal.isTTY.stdin || !terminal.isTTY.stderr) {
    throw new UsageError(`${warning} To proceed, add --confirm ${name}.`)
  }
  terminal.stderr.write(
    ` ▸    WARNING: ${warning}\n ▸    To proceed, type ${name} or re-run this command with\n ▸    --confirm ${name}\n\n`,
  )
  return askText(terminal, '>')
}
