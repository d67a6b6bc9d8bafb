import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { UserError } from '../errors.ts'
import type { Env } from '../surroundings.ts'
import type { Finding } from './check.ts'

/** Older ones lack what qp needs (src/controller/engine). */
const OLDEST_API = '1.41'

export interface EngineOptions {
  env: Env
  /** `qp server` may run on this machine. */
  isControllerHere: boolean
  signal: AbortSignal
  socketPath?: string
}

/** The Docker Engine that `qp server` would use here, or `--docker`: where DOCKER_HOST is, or at its socket. */
export async function checkEngine(options: EngineOptions): Promise<Finding> {
  const { env, isControllerHere, socketPath = '/var/run/docker.sock' } = options
  const host = env['DOCKER_HOST'] || (isControllerHere ? `unix://${socketPath}` : undefined)
  if (host === undefined) {
    return { status: 'skipped', detail: 'the controller is elsewhere, and DOCKER_HOST is not set' }
  }
  if (!env['DOCKER_HOST'] && !existsSync(socketPath)) {
    return { status: 'skipped', detail: `neither DOCKER_HOST nor ${socketPath} is there` }
  }
  if (host.startsWith('ssh://')) {
    return { status: 'skipped', detail: `${host} is reached by ssh`, hint: '`docker version` tries it.' }
  }
  const { Version: version, ApiVersion: api } = await askVersion(host, options)
  const detail = `Docker Engine ${version}, API ${api}, at ${host}`
  if (isNewEnough(api)) return { status: 'passed', detail }
  return {
    status: 'failed',
    detail: `${detail} is too old.`,
    hint: `Update it: API ${OLDEST_API} is needed.`,
  }
}

interface EngineVersion {
  Version: string
  ApiVersion: string
}

/** `GET /version` is in every version of the Docker API, without a version in its path. */
async function askVersion(host: string, { env, signal }: EngineOptions): Promise<EngineVersion> {
  const target = await requestTo(host, env)
  try {
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const client = target.isSecure ? https : http
      client.get({ ...target.options, path: '/version', signal }, resolve).once('error', reject)
    })
    return JSON.parse(await text(answer)) as EngineVersion
  } catch (error) {
    if (signal.aborted) throw error
    throw unreachable(host, error)
  }
}

async function requestTo(
  host: string,
  env: Env,
): Promise<{ isSecure: boolean; options: https.RequestOptions }> {
  if (host.startsWith('unix://')) {
    return { isSecure: false, options: { socketPath: host.slice('unix://'.length), host: 'localhost' } }
  }
  const url = URL.parse(host.replace(/^tcp:/, 'http:'))
  if (!url) throw unreachable(host, new Error('it is no address'))
  const { hostname, port } = url
  if (!env['DOCKER_TLS_VERIFY'] && url.protocol === 'http:')
    return { isSecure: false, options: { hostname, port: port || 2375 } }
  const folder = env['DOCKER_CERT_PATH'] || join(env['HOME'] ?? homedir(), '.docker')
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((it) => readFile(join(folder, it))),
  )
  return { isSecure: true, options: { hostname, port: port || 2376, ca, cert, key } }
}

const hints: Record<string, string> = {
  EACCES: 'You may not use it: add yourself to the group docker, or use sudo.',
  ECONNREFUSED: 'Is dockerd running? `docker version` tells more.',
  ENOENT: 'Is dockerd running? `docker version` tells more.',
}

function unreachable(host: string, error: unknown): UserError {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new UserError(`the Docker Engine at ${host} can't be reached: ${message || code}.`, {
    hint: hints[code] ?? 'Is DOCKER_HOST right? `docker version` tells more.',
  })
}

function isNewEnough(api: string): boolean {
  const [major = 0, minor = 0] = api.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_API.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}
