import type { RegistryAuth } from '../engine.ts'
import { serverKey } from './registry-auth.ts'

/**
 * Who one is to one registry, for a pull: https://docs.docker.com/reference/api/engine/, "Authentication"; moby:
 * api/types/registry/authconfig.go.
 */
export function encodeAuth(auth: RegistryAuth): string {
  return encode(toFields(auth))
}

/** Who one is to each of several, for a build: by their addresses, Docker Hub by that of its first API. */
export function encodeRegistryConfig(auths: readonly RegistryAuth[]): string {
  return encode(Object.fromEntries(auths.map((it) => [serverKey(it.server), toFields(it)])))
}

function toFields({ server, username, password, identityToken, registryToken }: RegistryAuth): object {
  return {
    ...{ username, password, serveraddress: server },
    ...{ identitytoken: identityToken, registrytoken: registryToken },
  }
}

/** JSON in the base64 of URLs, with its padding: the engine refuses it without. */
function encode(fields: object): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
