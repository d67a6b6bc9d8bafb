import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import { readSettings } from './settings-file.ts'

/**
 * A context's part that says where its engine is. Docker keeps it in contexts/meta/<sha256 of its name>/meta.json, and its
 * certificates in contexts/tls/<the same>/docker (docker/cli: cli/context/store).
 */
const ContextFile = Type.Object({
  Name: Type.String(),
  Endpoints: Type.Object({
    docker: Type.Object({ Host: Type.String(), SkipTLSVerify: Type.Optional(Type.Boolean()) }),
  }),
})

const ConfigFile = Type.Object({ currentContext: Type.Optional(Type.String()) })

/** What Docker's own settings are read from; `home` is the person's home folder. */
export interface DockerSurroundings {
  env: Readonly<Record<string, string | undefined>>
  home: string
}

/** Docker's folder of settings. */
export function dockerConfigDir({ env, home }: DockerSurroundings): string {
  return env['DOCKER_CONFIG'] || join(home, '.docker')
}

export function dockerConfigFile(surroundings: DockerSurroundings): string {
  return join(dockerConfigDir(surroundings), 'config.json')
}

/** The context that is used where none is asked for, and what names it. Undefined where nothing does. */
export async function findCurrentContext(
  surroundings: DockerSurroundings,
): Promise<{ name: string; namedBy: string } | undefined> {
  const name = surroundings.env['DOCKER_CONTEXT']
  if (name) return { name, namedBy: 'DOCKER_CONTEXT' }
  const path = dockerConfigFile(surroundings)
  const config = await readSettings(path, ConfigFile)
  return config?.currentContext ? { name: config.currentContext, namedBy: path } : undefined
}

/** `namedBy` is told where there is none of this name. `verify` is false where any certificate of the engine will do. */
export async function readContext(
  name: string,
  namedBy: string | undefined,
  configDir: string,
): Promise<{ host: string; tlsDir: string; verify: boolean }> {
  const digest = createHash('sha256').update(name).digest('hex')
  const context = await readSettings(join(configDir, 'contexts', 'meta', digest, 'meta.json'), ContextFile)
  if (!context) throw await noSuchContext(name, namedBy, configDir)
  const { Host, SkipTLSVerify } = context.Endpoints.docker
  return {
    host: Host,
    tlsDir: join(configDir, 'contexts', 'tls', digest, 'docker'),
    verify: SkipTLSVerify !== true,
  }
}

async function noSuchContext(name: string, namedBy: string | undefined, configDir: string): Promise<Error> {
  const there = ['default', ...(await listContexts(configDir))].join(', ')
  return problem(
    'not_found',
    `There is no docker context ${name}${namedBy ? `, which ${namedBy} names` : ''}; there are ${there}, and an engine's address begins with unix://, tcp://, https:// or ssh://.`,
  )
}

/** What can't be read is no context to offer. */
async function listContexts(configDir: string): Promise<string[]> {
  const folder = join(configDir, 'contexts', 'meta')
  const digests = await readdir(folder).catch(() => [])
  const names = await Promise.all(
    digests.map(async (digest) => {
      const context = await readSettings(join(folder, digest, 'meta.json'), ContextFile).catch(
        () => undefined,
      )
      return context?.Name ?? []
    }),
  )
  return names.flat().sort()
}
