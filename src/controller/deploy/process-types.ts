import { type ProcessTypes, parseProcfile } from '../../words/procfile.ts'
import { messageOf, problem } from '../domain/problem.ts'
import type { BuildOutput } from './build-output.ts'

/** The process types of a pushed Procfile. Throws `build_failed`, naming the line. */
export function readProcfile(text: string): ProcessTypes {
  try {
    return parseProcfile(text)
  } catch (error) {
    throw problem('build_failed', messageOf(error), { cause: error })
  }
}

/** Says which process types a slug has and who declared them, in Heroku's words. */
export function reportProcessTypes(
  output: BuildOutput,
  declared: { by: string; types: ProcessTypes },
  defaults: { by: string; types: ProcessTypes },
): void {
  output.step('Discovering process types')
  output.detail(`${declared.by} declares types -> ${Object.keys(declared.types).join(', ') || '(none)'}`)
  const added = Object.keys(defaults.types).filter((type) => !Object.hasOwn(declared.types, type))
  if (added.length > 0) output.detail(`Default types for ${defaults.by} -> ${added.join(', ')}`)
  if (added.length > 0 || Object.keys(declared.types).length > 0) return
  output.warn('There is nothing to run: add a Procfile with a line like "web: node server.js".')
}
