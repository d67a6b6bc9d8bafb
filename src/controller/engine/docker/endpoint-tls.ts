import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, problem } from '../../domain/problem.ts'
import { type DockerSurroundings, dockerConfigDir } from './docker-context.ts'
import { isMissing } from './missing-file.ts'

/** PEM texts. Without `ca` the system's authorities are trusted; with it no other. */
export interface EndpointTls {
  ca: string | null
  /** With `key`, what this side shows of itself. */
  cert: string | null
  key: string | null
  /** False takes any certificate; only a docker context may say so. */
  verify: boolean
  /** Where they come from, for messages. */
  folder: string | null
}

/**
 * The certificates for an address that is not a context's. TLS is used where the address asks for it, or DOCKER_TLS_VERIFY,
 * DOCKER_TLS or DOCKER_CERT_PATH is set, and the engine's certificate is then always verified; null where nothing asks.
 * https://docs.docker.com/engine/security/protect-access/ says which files there are.
 */
export async function findTls(asked: boolean, surroundings: DockerSurroundings): Promise<EndpointTls | null> {
  const { env } = surroundings
  const named = env['DOCKER_CERT_PATH']
  const demanded = Boolean(named || env['DOCKER_TLS_VERIFY'])
  if (!asked && !demanded && !env['DOCKER_TLS']) return null
  const folder = named || dockerConfigDir(surroundings)
  const found = await readTls(folder, true)
  if (demanded && !found?.ca) {
    throw problem(
      'invalid_params',
      `${named ? 'DOCKER_CERT_PATH' : 'DOCKER_TLS_VERIFY'} asks for TLS, but ${folder} has no ca.pem; put there ca.pem, and cert.pem with key.pem where the engine asks for a client certificate.`,
    )
  }
  return found ?? { ca: null, cert: null, key: null, verify: true, folder: null }
}

/** From ca.pem, cert.pem and key.pem in `folder`; null where none of them is there. */
export async function readTls(folder: string, verify: boolean): Promise<EndpointTls | null> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readPem(join(folder, name))),
  )
  if (!ca && !cert && !key) return null
  if (!cert !== !key) {
    throw problem(
      'invalid_params',
      `${folder} has ${cert ? 'cert.pem but no key.pem' : 'key.pem but no cert.pem'}; a client certificate needs both.`,
    )
  }
  return { ca: ca ?? null, cert: cert ?? null, key: key ?? null, verify, folder }
}

async function readPem(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw problem('invalid_params', `A certificate file can not be read: ${messageOf(error)}.`, {
      cause: error,
    })
  }
}
