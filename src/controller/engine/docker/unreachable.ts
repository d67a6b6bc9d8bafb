import { type Problem, problem } from '../../domain/problem.ts'
import { type DockerEndpoint, describeEndpoint } from './endpoint.ts'
import type { EndpointTls } from './endpoint-tls.ts'
import { SshFailure } from './ssh-connection.ts'
import { describeStranger } from './stranger.ts'

/** A connection to the engine that could not be made, or ended too early: what, where, what next. */
export function describeUnreachable(error: Error, endpoint: DockerEndpoint): Problem {
  const said = readWhatIsNoHttp(error)
  if (said)
    return isTlsAlert(said)
      ? describePlainToTls(endpoint)
      : describeStranger(endpoint, { said, cause: error })
  const message =
    endpoint.transport === 'ssh' && error instanceof SshFailure
      ? describeSsh(error, endpoint)
      : (describeTls(error, endpoint) ?? describeNoAnswer(error, endpoint))
  return problem('engine_unavailable', message, { cause: error })
}

/** Go's TLS server says the first to whoever comes without TLS (https://pkg.go.dev/net/http), nginx's the second. */
export function isPlainToTls(message: string): boolean {
  return /Client sent an HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port/.test(
    message,
  )
}

export function describePlainToTls(endpoint: DockerEndpoint): Problem {
  return problem(
    'engine_unavailable',
    `Docker at ${describeEndpoint(endpoint)} speaks TLS alone. Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.`,
  )
}

/** Node's HTTP parser keeps what it could not read; https://nodejs.org/api/http.html#event-clienterror has its fields. */
function readWhatIsNoHttp(error: Error): Buffer | undefined {
  const packet = readProperty(error, 'rawPacket')
  return String(readCode(error)).startsWith('HPE_') && Buffer.isBuffer(packet) ? packet : undefined
}

/** The type of TLS's record for it; RFC 8446, 5.1. */
function isTlsAlert(said: Buffer): boolean {
  return said[0] === 0x15
}

function describeSsh(
  error: SshFailure,
  { host, port, user }: Extract<DockerEndpoint, { transport: 'ssh' }>,
): string {
  const options = `${port === null ? '' : `-p ${port} `}${user === null ? '' : `${user}@`}${host}`
  return `There is no way to Docker by ssh to ${host}: ${error.message.replace(/\.+$/, '')}. Try it by hand: \`ssh ${options} docker version\`; ssh can ask for nothing here, so it needs a key or an agent.`
}

/** Node's codes for what OpenSSL's verification says; https://nodejs.org/api/tls.html#x509-certificate-error-codes. */
const unknownAuthority = new Set([
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

function describeTls(error: Error, endpoint: DockerEndpoint): string | undefined {
  if (endpoint.transport !== 'tcp' || !endpoint.tls) return undefined
  const code = String(readCode(error))
  const at = `Docker at ${describeEndpoint(endpoint)}`
  if (unknownAuthority.has(code)) return describeAuthority(code, at, endpoint.tls)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate of ${at} is for another host: ${readNames(error)}. Use a name that it holds, or give the engine one for ${endpoint.host}.`
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${at} has expired. Give the engine a new one.`
  if (code === 'CERT_NOT_YET_VALID')
    return `The certificate of ${at} is not valid yet. Check the clocks here and there.`
  if (/wrong version number|packet length too long/.test(error.message))
    return `${at} speaks no TLS. Unset DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or have the engine use TLS.`
  if (/^ERR_SSL_.*ALERT/.test(code)) return describeRefusal(code, at, endpoint.tls)
  if (/^ERR_OSSL_/.test(code))
    return `The certificate files in ${endpoint.tls.folder} can not be used (${code}): ca.pem, cert.pem and key.pem must be PEM, and key.pem the key of cert.pem.`
  return undefined
}

function describeAuthority(code: string, at: string, { ca, folder }: EndpointTls): string {
  return ca
    ? `The certificate of ${at} is not signed by ${folder}/ca.pem (${code}). Put the ca.pem of this engine there.`
    : `The certificate of ${at} is not signed by any authority that this system trusts (${code}). Put the engine's ca.pem into a folder, and set DOCKER_CERT_PATH to it.`
}

function describeRefusal(code: string, at: string, { cert, folder }: EndpointTls): string {
  return cert
    ? `${at} refuses the client certificate ${folder}/cert.pem (${readAlert(code)}). It must be for clients, not have expired, and be signed by the authority that the engine trusts (its --tlscacert).`
    : `${at} wants a client certificate (${readAlert(code)}). Put cert.pem and key.pem into a folder with ca.pem, and set DOCKER_CERT_PATH to it.`
}

function describeNoAnswer(error: Error, endpoint: DockerEndpoint): string {
  const code = readCode(error)
  return `Docker does not answer at ${describeEndpoint(endpoint)} (${String(code ?? error.message)}). ${advise(code, endpoint)}`
}

function advise(code: unknown, endpoint: DockerEndpoint): string {
  if (endpoint.transport !== 'socket')
    return 'Check the address, that the engine there runs and listens, and that no firewall is in between.'
  return code === 'EACCES'
    ? 'You may not use it: run as root, or join the group with `usermod -aG docker $USER` and log in again.'
    : 'Start it (`systemctl start docker`, or `dockerd &` where there is no systemd), or set DOCKER_HOST to where it is.'
}

/** Node's message names some of its names at most, but the certificate comes with the error. */
function readNames(error: Error): string {
  const names: unknown = 'cert' in error ? Object(error.cert).subjectaltname : undefined
  return typeof names === 'string' ? names : error.message
}

/** ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED → "certificate required" */
function readAlert(code: string): string {
  return code
    .replace(/^.*ALERT_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
}

function readCode(error: Error): unknown {
  return readProperty(error, 'code')
}

function readProperty(error: Error, name: string): unknown {
  return Object.getOwnPropertyDescriptor(error, name)?.value
}
