import { type ProcessTypes, parseProcfile } from '../../words/procfile.ts'
import { processTypeName } from '../domain/container-image.ts'
import { longestString } from '../domain/execve.ts'
import { messageOf, problem } from '../domain/problem.ts'
import type { BuildOutput } from './build-output.ts'

/** The process types of a pushed Procfile. Throws `build_failed`, naming the line, and where no dyno could be started by it. */
export function readProcfile(text: string): ProcessTypes {
  return checkStartable(parse(text))
}

/** Throws `build_failed` for what can't be the name of one, and for a line that is longer than one word of a command may be: its shell gets it as one. */
export function checkStartable(types: ProcessTypes): ProcessTypes {
  for (const [type, line] of Object.entries(types)) {
    if (!processTypeName.test(type))
      throw problem('build_failed', `${JSON.stringify(type)} can't be the name of a process type.`)
    const bytes = Buffer.byteLength(line)
    if (bytes < longestString) continue
    throw problem(
      'build_failed',
      `The command of the process type ${type} is ${bytes} bytes long, and no process can be started with more than ${longestString - 1}. Put it into a script, and run that.`,
    )
  }
  return types
}

function parse(text: string): ProcessTypes {
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
