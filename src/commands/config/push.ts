import { resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { appFlag } from '../../lib/app-flag.ts'
import { changeAndRestart } from '../../lib/change-config-vars.ts'
import { parseConfigFile, readConfigFile } from '../../lib/config-file.ts'
import { type ConfigLine, configVarsOf } from '../../lib/config-lines.ts'
import { UserError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { readStdin } from '../../lib/read-stdin.ts'

export default class ConfigPush extends QpCommand {
  static override description =
    'set the config vars of an app to those of a file of KEY=value lines, and restart it with them. Others stay as they are.'
  static override examples = [
    '$ qp config:push -a blog',
    '$ qp config:push -a blog --path production.env',
    '$ qp config:push -a blog < production.env',
  ]
  static override flags = {
    ...appFlag,
    path: Flags.string({
      char: 'p',
      description: 'file to read, or - for stdin. Without: what is piped in, else .env',
    }),
  }

  async run() {
    const { flags } = await this.parse(ConfigPush)
    const { source, lines } = await this.#read(flags.path)
    const changes = configVarsOf(lines)
    if (Object.keys(changes).length === 0)
      throw new UserError(`there are no config vars in ${source}.`, { code: 'no_config_vars' })
    const context = await this.appContext(flags)
    return changeAndRestart(this.surroundings, context, { verb: 'Setting', changes })
  }

  /** A CI's stdin is no terminal and often nothing at all: then the file is meant. */
  async #read(path: string | undefined): Promise<{ source: string; lines: ConfigLine[] }> {
    const isPiped = path === '-' || (path === undefined && !this.terminal.isTTY.stdin)
    const text = isPiped ? await readStdin(this.terminal) : ''
    if (path === '-' || text !== '') return { source: 'stdin', lines: parseConfigFile('stdin', text) }
    const source = resolve(this.surroundings.cwd, path ?? '.env')
    const lines = await readConfigFile(source)
    if (lines) return { source, lines }
    throw new UserError(`there is no ${source}.`, { code: 'no_such_file', hint: 'Name a file by --path.' })
  }
}
