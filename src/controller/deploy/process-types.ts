import type { ProcessTypes } from '../domain/procfile.ts'
import type { BuildOutput } from './build-output.ts'

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
