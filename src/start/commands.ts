import type { Command } from '@oclif/core'

/**
 * Loads each command, by its id. The sources need no such table, since there oclif looks into the folder: the build puts
 * the real one here (script/build.d/command-table.ts).
 */
export const commands: Readonly<Record<string, () => Command.Class>> = {}
