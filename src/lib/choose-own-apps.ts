import type { Controller } from '../api-client/controller.ts'
import { UsageError, UserError } from './errors.ts'
import { listOwnApps } from './list-own-apps.ts'
import { askSeveral } from './prompt.ts'
import type { Terminal } from './terminal.ts'

/** The person picks among the apps that they own. Without a terminal nobody can be asked: exit 2. */
export async function chooseOwnApps(
  terminal: Terminal,
  api: Pick<Controller, 'account' | 'apps'>,
): Promise<string[]> {
  if (!terminal.isTTY.stdin || !terminal.isTTY.stderr)
    throw new UsageError('there is no terminal to choose apps in. Name one with -a APP.')
  const own = (await listOwnApps(api)).map((it) => it.name)
  if (own.length === 0) throw new UserError('you own no apps.', { code: 'no_apps' })
  return askSeveral(terminal, 'Select applications you would like to transfer', own)
}
