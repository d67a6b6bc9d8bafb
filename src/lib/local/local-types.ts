import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type ProcessTypes, ProcfileError, parseProcfile } from '../../words/procfile.ts'
import { UserError } from '../errors.ts'

/** The process types of a folder: its Procfile's, or `web` as the person says, or as package.json's start script has it. */
export async function readLocalTypes(
  cwd: string,
  { procfile, startCommand }: { procfile?: string | undefined; startCommand?: string | undefined },
): Promise<ProcessTypes> {
  if (startCommand !== undefined) return { web: startCommand }
  const text = await readFile(resolve(cwd, procfile ?? 'Procfile'), 'utf8').catch(() => undefined)
  if (text !== undefined) return parse(text)
  if (procfile === undefined && (await hasStartScript(cwd))) return { web: 'npm start' }
  throw new UserError(`there is no ${procfile ?? 'Procfile'} in ${cwd}.`, {
    code: 'no_procfile',
    hint: 'Write one with a line like "web: node server.js", or add --start-cmd "node server.js".',
  })
}

function parse(text: string): ProcessTypes {
  try {
    return parseProcfile(text)
  } catch (error) {
    if (error instanceof ProcfileError)
      throw new UserError(error.message, { code: 'bad_procfile', cause: error })
    throw error
  }
}

async function hasStartScript(cwd: string): Promise<boolean> {
  try {
    return typeof JSON.parse(await readFile(resolve(cwd, 'package.json'), 'utf8')).scripts?.start === 'string'
  } catch {
    return false
  }
}
