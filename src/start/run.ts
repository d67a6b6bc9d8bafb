import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Config } from '@oclif/core'
import { runOclif, runToEnd } from '../lib/program.ts'
import { type CommandClass, commands } from './commands.ts'
import { lightConfig } from './light-config.ts'
import type { ProgramFacts } from './program-facts.ts'

/** Runs the command that argv names and nothing else; `chooseWay` has seen that there is one. */
export async function runShort([word = '', ...argv]: string[], facts: ProgramFacts): Promise<void> {
  await runToEnd(argv, async () => {
    const Command = loadCommand(facts.commands[word] ?? '')
    await new Command(argv, lightConfig(facts)).execute()
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

function loadCommand(id: string): CommandClass {
  const Command = commands[id]?.()
  if (!Command) throw new Error(`the command ${id} is not in this build`)
  Command.id = id
  return Command
}
