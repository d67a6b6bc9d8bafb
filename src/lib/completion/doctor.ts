import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Check } from '../doctor/check.ts'
import { formatDuration } from '../duration.ts'
import { readIfThere } from '../private-file.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Shell } from './shells.ts'
import { readValues } from './value-cache.ts'

export interface CompletionDoctor {
  surroundings: Surroundings
  shell: Shell
  /** Where the names of the controller's apps are kept; undefined where nobody is logged in. */
  valuesFile: string | undefined
  /** Name the files that are looked at. */
  verbose: boolean
}

/** What has to be right for a shell to complete the words of qp. */
export function completionChecks({ surroundings, shell, valuesFile, verbose }: CompletionDoctor): Check[] {
  const { env, now } = surroundings
  const startFile = join(env['HOME'] || homedir(), shell.startFile)
  const at = (file: string) => (verbose ? ` (${file})` : '')
  return [
    {
      name: 'program',
      async run() {
        const found = findProgram(env['PATH'] ?? '')
        if (found !== undefined) return { status: 'passed', detail: `qp is on PATH${at(found)}.` }
        return {
          status: 'failed',
          detail: 'qp is not on PATH, where shells look for it.',
          hint: 'Put its folder on PATH.',
        }
      },
    },
    {
      name: 'set-up',
      async run() {
        const text = await readIfThere(startFile)
        if (text?.includes(shell.mark))
          return { status: 'passed', detail: `${shell.title} reads it${at(startFile)}.` }
        return {
          status: 'failed',
          detail: `${shell.title} does not read it${at(startFile)}.`,
          hint: shell.setup,
        }
      },
    },
    {
      name: 'names',
      async run() {
        const hint = '`qp autocomplete --refresh-cache` asks for them.'
        if (valuesFile === undefined)
          return {
            status: 'warned',
            detail: 'nobody is logged in to ask.',
            hint: '`qp login URL` logs you in.',
          }
        const cached = await readValues(valuesFile, now())
        if (!cached) return { status: 'warned', detail: `no names are known yet${at(valuesFile)}.`, hint }
        const apps = cached.values['app']?.length ?? 0
        const age = formatDuration(cached.ageMs)
        return { status: 'passed', detail: `${apps} apps, as of ${age} ago${at(valuesFile)}.` }
      },
    },
  ]
}

function findProgram(path: string): string | undefined {
  const files = path.split(delimiter).flatMap((folder) => ['qp', 'qp.cmd'].map((name) => join(folder, name)))
  return files.find((file) => existsSync(file))
}
