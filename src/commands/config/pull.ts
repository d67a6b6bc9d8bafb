import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import type { ConfigVars } from '../../api-types/config-vars.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { readConfigFile } from '../../lib/config-file.ts'
import { configVarsOf, mergeConfigVars } from '../../lib/config-lines.ts'
import { UsageError, UserError } from '../../lib/errors.ts'
import { pickConfigVars } from '../../lib/pick-config-vars.ts'
import { writePrivately } from '../../lib/private-file.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ConfigPull extends QpCommand {
  static override description =
    'write the config vars of an app to a file that only you can read, as KEY=value lines: .env in a terminal, to stdout in a pipe. ' +
    'Comments of the file, and what the app does not have, stay in it.'
  static override examples = [
    '$ qp config:pull -a blog > blog.env',
    '$ qp config:pull -a blog --path blog.env --overwrite',
  ]
  static override flags = {
    ...appFlag,
    path: Flags.string({ char: 'p', description: 'file to write. Without: .env' }),
    overwrite: Flags.boolean({
      char: 'o',
      description: 'let the values of the app win over those of the file',
    }),
    interactive: Flags.boolean({
      char: 'i',
      description: 'ask for each value of the file that is another one in the app',
      exclusive: ['overwrite'],
    }),
  }

  async run() {
    const { flags } = await this.parse(ConfigPull)
    const { isTTY } = this.terminal
    if (flags.interactive && !(isTTY.stdin && isTTY.stderr))
      throw new UsageError(
        '--interactive needs a terminal. Without one, --overwrite lets the values of the app win.',
      )
    const { api, app } = await this.appContext(flags)
    const configVars = await api.configVars.get(app)
    const toFile = flags.path !== undefined || flags.overwrite || flags.interactive || isTTY.stdout
    if (!toFile) this.log(mergeConfigVars([], sorted(configVars)).trimEnd())
    else if (!this.jsonEnabled() || flags.path !== undefined) await this.#write(configVars, app, flags)
    return configVars
  }

  async #write(
    configVars: ConfigVars,
    app: string,
    flags: { path?: string | undefined; overwrite?: boolean; interactive?: boolean },
  ): Promise<void> {
    const given = flags.path ?? '.env'
    const path = resolve(this.surroundings.cwd, given)
    await checkFolder(path, given)
    const lines = await readConfigFile(path)
    if (lines && !flags.overwrite && !flags.interactive) throw alreadyThere(given)
    const local = configVarsOf(lines ?? [])
    const picked = flags.interactive ? await pickConfigVars(this.terminal, local, configVars) : configVars
    await writePrivately(path, mergeConfigVars(lines ?? [], sorted(picked)))
    this.say(`Wrote the config vars of ${app} to ${given}.`)
  }
}

function sorted(configVars: ConfigVars): ConfigVars {
  return Object.fromEntries(Object.entries(configVars).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function alreadyThere(path: string): UserError {
  return new UserError(`${path} is there already.`, {
    code: 'file_exists',
    hint: '--overwrite lets the values of the app win over those in it, --interactive asks for each.',
  })
}

/** A folder that is not there is more likely a slip than one to make. */
async function checkFolder(path: string, given: string): Promise<void> {
  const isFolder = await stat(dirname(path)).then(
    (it) => it.isDirectory(),
    () => false,
  )
  if (isFolder) return
  throw new UserError(`can't write ${given}: no such folder: ${dirname(given)}.`, {
    code: 'no_such_folder',
    hint: 'Make it with mkdir, or name another file with --path.',
  })
}
