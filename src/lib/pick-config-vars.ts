import type { ConfigVars } from '../api-types/config-vars.ts'
import { askText } from './prompt.ts'
import type { Terminal } from './terminal.ts'

/** Which values to take where a file and an app have different ones, as the person says for each. Values are not shown. */
export async function pickConfigVars(
  terminal: Terminal,
  local: ConfigVars,
  remote: ConfigVars,
): Promise<ConfigVars> {
  const picked: Record<string, string> = { ...remote }
  for (const [key, value] of Object.entries(local)) {
    if (remote[key] === undefined || remote[key] === value) continue
    const answer = await askText(terminal, `${key}: overwrite it by the app's value? (y/N)`)
    if (!/^y(es)?$/i.test(answer.trim())) picked[key] = value
  }
  return picked
}
