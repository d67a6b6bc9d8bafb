import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command, Config } from '@oclif/core'
import { type ProgramFacts, userAgent } from './program-facts.ts'

type LightConfig = Pick<
  Config,
  | 'bin'
  | 'commands'
  | 'dirname'
  | 'name'
  | 'platform'
  | 'runHook'
  | 'scopedEnvVar'
  | 'scopedEnvVarKey'
  | 'scopedEnvVarKeys'
  | 'scopedEnvVarTrue'
  | 'topicSeparator'
  | 'userAgent'
  | 'version'
> & { theme: undefined }

/**
 * As much of oclif's configuration as a command that runs asks for. Anything else is a mistake that must be heard: such a command
 * belongs to the full way (`needOclif` in program-facts.ts), or what it asks for belongs here. `root`: the folder of package.json.
 */
export function lightConfig(facts: ProgramFacts, root: string): Config {
  const key = (name: string) => `${facts.bin}_${name}`.toUpperCase()
  const get = (name: string) => process.env[key(name)]
  const agent = userAgent(facts)
  const config: LightConfig = {
    bin: facts.bin,
    // What a completion and "did you mean" look through; nothing else reads the manifest.
    get commands() {
      return readCommands(root)
    },
    dirname: facts.dirname,
    name: facts.name,
    platform: process.platform,
    // There is nobody to be called: who has hooks goes the full way.
    runHook: async () => ({ successes: [], failures: [] }),
    scopedEnvVar: get,
    scopedEnvVarKey: key,
    scopedEnvVarKeys: (name) => [key(name)],
    scopedEnvVarTrue: (name) => get(name) === '1' || get(name) === 'true',
    theme: undefined,
    topicSeparator: ':',
    userAgent: agent,
    version: facts.version,
  }
  return new Proxy(config, { get: getKnown }) as unknown as Config
}

function getKnown(config: LightConfig, property: string | symbol): unknown {
  if (typeof property === 'symbol' || property in config) return Reflect.get(config, property)
  throw new Error(`a command that starts the short way asked oclif's configuration for ${property}`)
}

/** The commands of this build, described and not to be run: what is known of them does not load them. */
function readCommands(root: string): Command.Loadable[] {
  const text = readFileSync(join(root, 'dist', 'oclif.manifest.json'), 'utf8')
  const { commands } = JSON.parse(text) as { commands: Record<string, Command.Loadable> }
  return Object.values(commands)
}
