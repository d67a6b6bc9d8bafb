import type { Command, Config } from '@oclif/core'
import type { QpCommand } from '../lib/qp-command.ts'

export type CommandClass = Pick<Command.Class, keyof Command.Class> &
  (new (
    argv: string[],
    config: Config,
  ) => QpCommand)

/**
 * Loads each command, by its id. The sources need no such table, since there oclif looks into the folder: the build puts
 * the real one here (script/build.d/command-table.ts).
 */
export const commands: Readonly<Record<string, () => CommandClass>> = {}
