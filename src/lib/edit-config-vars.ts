import type { ConfigVars } from '../api-types/config-vars.ts'
import { configVarsOf, parseConfigLines, renderConfigLine } from './config-lines.ts'
import { notConfirmed } from './confirm.ts'
import { editText } from './edit-text.ts'
import { UserError } from './errors.ts'
import { askText } from './prompt.ts'
import type { Surroundings } from './surroundings.ts'

type Place = Pick<Surroundings, 'terminal' | 'env'>

/** What the person made of the config vars in their editor, of all or of the one with this key. */
export async function editConfigVars(
  place: Place,
  configVars: ConfigVars,
  key: string | undefined,
): Promise<ConfigVars> {
  return key === undefined ? editAll(place, configVars) : editOne(place, configVars, key)
}

/** The file is the value and a line end, which editors want; all else of it is the value's own. */
async function editOne(place: Place, configVars: ConfigVars, key: string): Promise<ConfigVars> {
  const before = configVars[key]
  const text = await editText(place, `${before ?? ''}\n`, 'value.txt')
  const value = text.replace(/\r?\n$/, '')
  // One that was not there and got nothing is none.
  return before === undefined && value === '' ? configVars : { ...configVars, [key]: value }
}

async function editAll(place: Place, configVars: ConfigVars): Promise<ConfigVars> {
  const lines = Object.keys(configVars)
    .toSorted()
    .map((key) => renderConfigLine(key, configVars[key] ?? '') + '\n')
  let text = lines.join('')
  for (;;) {
    text = await editText(place, text, 'config.env')
    try {
      return configVarsOf(parseConfigLines(text))
    } catch (error) {
      await offerAnotherTry(place, error)
    }
  }
}

/** What was typed so far is in nothing but this process. */
async function offerAnotherTry({ terminal }: Place, error: unknown): Promise<void> {
  if (!(error instanceof UserError) || !terminal.isTTY.stdin || !terminal.isTTY.stderr) throw error
  terminal.stderr.write(`${error.message}\n`)
  const answer = await askText(terminal, 'Edit it again? (Y/n)')
  if (/^n/i.test(answer.trim())) throw notConfirmed('Nothing was changed.')
}
