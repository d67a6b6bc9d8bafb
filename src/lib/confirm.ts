import { UsageError, UserError } from './errors.ts'
import { harmless } from './harmless-text.ts'
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
  if (answer === '') throw notConfirmed('Nothing was confirmed, nothing was done.')
  throw notConfirmed(`Confirmation ${answer} did not match ${name}. Aborted.`)
}

/**
 * Before what was shown just now: the person says yes, or has named the app by `--confirm`. Where nobody can be asked, `checkMayAsk`
 * has said so before.
 */
export async function confirmShown(
  terminal: Terminal,
  app: string,
  given: string | undefined,
  question: string,
): Promise<void> {
  if (given !== undefined) return confirmByName(terminal, app, given, question)
  const answer = await askText(terminal, `${question} (y/N)`)
  if (!/^y(es)?$/i.test(answer.trim())) throw notConfirmed('Nothing was confirmed, nothing was done.')
}

/** To refuse before any work is done that would then be lost (exit 2). */
export function checkMayAsk(
  { isTTY }: Terminal,
  app: string,
  given: string | undefined,
  warning: string,
): void {
  if (given !== undefined || (isTTY.stdin && isTTY.stderr)) return
  throw new UsageError(`${warning} To proceed, add --confirm ${app}.`)
}

/** The person said no (exit 1), which is not Ctrl-C (130). */
export function notConfirmed(message: string): UserError {
  return new UserError(message, { code: 'not_confirmed' })
}

async function ask(terminal: Terminal, name: string, warning: string): Promise<string> {
  checkMayAsk(terminal, name, undefined, warning)
  terminal.stderr.write(
    harmless(
      ` ▸    WARNING: ${warning}\n ▸    To proceed, type ${name} or re-run this command with\n ▸    --confirm ${name}\n\n`,
    ),
  )
  return askText(terminal, '>')
}
