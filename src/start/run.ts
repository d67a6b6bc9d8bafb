import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, Config } from '@oclif/core'
import { runOclif, runToEnd } from '../lib/program.ts'
import type { QpCommand } from '../lib/qp-command.ts'
import { commands } from './commands.ts'
import { lightConfig } from './light-config.ts'
import type { ProgramFacts } from './program-facts.ts'

export { commands }

/** Runs the command that argv names and nothing else; `chooseWay` has seen that there is one. `root`: the folder of package.json. */
export async function runShort(
  [word = '', ...argv]: string[],
  facts: ProgramFacts,
  root: string,
): Promise<void> {
  await runToEnd(argv, async () => {
    const command: QpCommand = Reflect.construct(loadCommand(facts.commands[word] ?? ''), [
      argv,
      lightConfig(facts, root),
    ])
    await command.execute()
  })
}

/** Runs argv by all of oclif, with the manifest and the commands of this build. `root`: the folder of package.json. */
export async function runFull(argv: string[], root: string): Promise<void> {
  await runToEnd(argv, async () => runOclif(argv, await loadConfig(root)))
}

async function loadConfig(root: string): Promise<Config> {
  const pjson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  // The manifest that belongs to this build lies beside it.
  const config = await Config.load({ root: join(root, 'dist'), pjson, isRoot: true })
  // The manifest names files of the sources; what they became is in this bundle. Loading a config again keeps its plugins.
  for (const command of config.plugins.get(config.name)?.commands ?? []) {
    const { id } = command
    command.load = async () => loadCommand(id)
  }
  return config
}

function loadCommand(id: string): Command.Class {
  const found = commands[id]?.()
  if (!found) throw new Error(`the command ${id} is not in this build`)
  found.id = id
  return found
}
