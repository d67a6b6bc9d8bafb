import { Type } from 'typebox'
import { messageOf } from '../../domain/problem.ts'
import type { RegistryAuth } from '../engine.ts'
import { askCredentialHelper } from './credential-helper.ts'
import { type DockerSurroundings, dockerConfigFile } from './docker-context.ts'
import { registryOf } from './image-name.ts'
import { readSettings } from './settings-file.ts'

const Entry = Type.Object({
  /** Base64 of "user:password". */
  auth: Type.Optional(Type.String()),
  identitytoken: Type.Optional(Type.String()),
  registrytoken: Type.Optional(Type.String()),
})

const ConfigFile = Type.Object({
  auths: Type.Optional(Type.Record(Type.String(), Entry)),
  /** The program `docker-credential-…` that knows them. */
  credsStore: Type.Optional(Type.String()),
  /** The same for single registries. */
  credHelpers: Type.Optional(Type.Record(Type.String(), Type.String())),
})

export interface FoundAuth {
  auth?: RegistryAuth | undefined
  /** What kept it from being found, where something did: for when the registry then refuses. */
  trouble?: string
}

/**
 * What `docker login` has left for the registry of an image, as the docker program looks for it (docker/cli:
 * cli/config/configfile/file.go, `GetAuthConfig`): the helper of that registry, or that of all, and where there is none, or it
 * can't be asked, `auths` in Docker's config.json. Does not reject: most images can be had without.
 */
export async function findRegistryAuth(image: string, surroundings: DockerSurroundings): Promise<FoundAuth> {
  try {
    const config = await readSettings(dockerConfigFile(surroundings), ConfigFile)
    if (!config) return {}
    const server = serverKey(registryOf(image))
    const kept = findKept(config.auths ?? {}, server)
    const helper = config.credHelpers?.[server] ?? config.credsStore
    if (!helper) return { auth: kept }
    try {
      return { auth: await askCredentialHelper(helper, server, surroundings.env) }
    } catch (error) {
      return { auth: kept, trouble: messageOf(error) }
    }
  } catch (error) {
    return { trouble: messageOf(error) }
  }
}

/** Docker Hub is known by the address of its first API alone (docker/cli: cli/command/registry.go). */
export function serverKey(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
}

/** An older docker wrote whole addresses: "https://registry.example.com/v1/". */
function findKept(
  auths: Readonly<Record<string, { auth?: string; identitytoken?: string; registrytoken?: string }>>,
  server: string,
): RegistryAuth | undefined {
  const entry = auths[server] ?? Object.entries(auths).find(([key]) => hostOf(key) === server)?.[1]
  if (!entry) return undefined
  const { auth, identitytoken: identityToken, registrytoken: registryToken } = entry
  const found = {
    ...(auth ? decodeAuth(auth) : {}),
    ...(identityToken ? { identityToken } : {}),
    ...(registryToken ? { registryToken } : {}),
  }
  // What a helper keeps has an empty entry here.
  return Object.keys(found).length === 0 ? undefined : { server, ...found }
}

function hostOf(address: string): string | undefined {
  return address.replace(/^https?:\/\//, '').split('/')[0]
}

/** A password of an older docker may be followed by NULs. */
function decodeAuth(auth: string): { username: string; password: string } | undefined {
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString()) ?? []
  if (username === undefined || password === undefined) return undefined
  return { username, password: password.replace(/\0+$/, '') }
}
