import { parseDocument } from 'yaml'
import type { ProcessTypes } from '../../words/procfile.ts'
import { problem } from './problem.ts'

/** What a `heroku.yml` asks for, as far as qp builds it. */
export interface HerokuYml {
  /** The path of the one Dockerfile. */
  dockerfile: string
  buildArgs: Readonly<Record<string, string>>
  processTypes: ProcessTypes
  /** What the file asks for and is passed over, in words for the person who pushes. */
  notes: readonly string[]
}

/**
 * Reads a `heroku.yml` of the simplest form: one Dockerfile under `build.docker`, build arguments under `build.config`,
 * commands under `run` and `release`. Undefined where the file has no `build` (it may have been written for `setup` alone).
 * Throws `build_failed` where it asks for a build that qp can't make.
 */
export function parseHerokuYml(text: string): HerokuYml | undefined {
  const root = asMap(parseYaml(text))
  if (root['build'] === undefined) return undefined
  const build = asMap(root['build'])
  const notes = root['setup'] === undefined ? [] : ['heroku.yml: "setup" is passed over']
  const release = root['release'] === undefined ? {} : getRun({ release: root['release'] })
  return {
    dockerfile: getDockerfile(asMap(build['docker'])),
    buildArgs: toTexts(asMap(build['config'])),
    processTypes: { ...getRun(asMap(root['run'])), ...release },
    notes,
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw problem('build_failed', `heroku.yml is no valid YAML: ${error.message.split('\n')[0]}`)
  return document.toJS({ maxAliasCount: 100 })
}

function getDockerfile(docker: Readonly<Record<string, unknown>>): string {
  const paths = new Set(Object.values(docker))
  const [path] = paths
  if (paths.size > 1) {
    throw problem(
      'build_failed',
      'heroku.yml: "build.docker" names several Dockerfiles, and a slug is one image. Name the same Dockerfile for each process type, and set their commands under "run".',
    )
  }
  if (typeof path === 'string') return path.replace(/^\.\//, '')
  throw problem(
    'build_failed',
    'heroku.yml: "build" is only understood with a Dockerfile: build: { docker: { web: Dockerfile } }. Without a heroku.yml, buildpacks are used.',
  )
}

/** A command is a text, or `command:` with a list of one; `image:` says which process type's image, and there is one. */
function getRun(run: Readonly<Record<string, unknown>>): ProcessTypes {
  return Object.fromEntries(
    Object.entries(run).map(([type, value]) => {
      if (typeof value === 'string') return [type, value]
      const command = asMap(value)['command']
      const lines = Array.isArray(command) ? command : [command ?? '']
      return [type, lines.map(String).join(' && ')]
    }),
  )
}

function toTexts(map: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]))
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
