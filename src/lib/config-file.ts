import { type ConfigLine, parseConfigLines } from './config-lines.ts'
import { UserError } from './errors.ts'
import { readIfThere } from './private-file.ts'
import { unreadableFile } from './unreadable-file.ts'

/** The lines of a text of config vars; what is wrong with one is said with where it came from. Line ends may be those of Windows. */
export function parseConfigFile(source: string, text: string): ConfigLine[] {
  try {
    return parseConfigLines(text.replaceAll('\r\n', '\n'))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`${source}: ${error.message}`, { code: error.code })
  }
}

/** Undefined where there is no such file. */
export async function readConfigFile(path: string): Promise<ConfigLine[] | undefined> {
  try {
    const text = await readIfThere(path)
    return text === undefined ? undefined : parseConfigFile(path, text)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw unreadableFile(path, cause)
  }
}
