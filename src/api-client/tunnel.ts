import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import { UserError } from '../lib/errors.ts'
import { bareHost, describeProxy, type HttpProxy, portOf } from './proxy.ts'

/** Milliseconds until the proxy has connected us: it may itself be waiting for a host that is away. */
const tunnelTimeout = 20_000

/**
 * An agent whose connections go through this proxy by CONNECT (RFC 9110, 9.3.6) although they are not encrypted: a websocket
 * needs it (RFC 6455, 4.1), a log that is followed would else wait in the proxy's buffers, and what is said is the
 * controller's own word for certain. What the proxy answers instead is thrown as a UserError, which names it without its password.
 */
export function tunnelAgent(proxy: HttpProxy): http.Agent {
  const agent = new http.Agent({ keepAlive: true })
  agent.createConnection = (options, callback) => {
    openTunnel(proxy, targetOf(options, 80)).then(
      (socket) => callback?.(null, socket),
      (error: Error) => callback?.(error, noSocket),
    )
    return undefined
  }
  return agent
}

/** The same with TLS to the host behind the proxy, trusting `ca` (PEM) alone where it is given. */
export function secureTunnelAgent(proxy: HttpProxy, ca: string | undefined): https.Agent {
  const agent = new https.Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) })
  agent.createConnection = (options, callback) => {
    openTunnel(proxy, targetOf(options, 443)).then(
      (socket) => callback?.(null, tls.connect({ ...(options as tls.ConnectionOptions), socket })),
      (error: Error) => callback?.(error, noSocket),
    )
    return undefined
  }
  return agent
}

/** Node's types want a stream beside an error; Node itself does not look at it. */
const noSocket = undefined as never

function targetOf({ host, port }: http.ClientRequestArgs, defaultPort: number): string {
  const name = host ?? 'localhost'
  return `${name.includes(':') ? `[${name}]` : name}:${port ?? defaultPort}`
}

function openTunnel(proxy: HttpProxy, target: string): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const request = (proxy.url.protocol === 'https:' ? https : http).request({
    host: bareHost(proxy.url),
    port: portOf(proxy.url),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...authorizationOf(proxy.url) },
    agent: false,
  })
  // Not by a signal, which would go on to cut the tunnel once it is there.
  const timer = setTimeout(() => request.destroy(new Error('no answer in time')), tunnelTimeout)
  // Any answer to CONNECT is this event, not only a success.
  request.once('connect', (response, socket, head) => {
    clearTimeout(timer)
    const { statusCode = 0, statusMessage = '' } = response
    if (statusCode < 200 || statusCode > 299) {
      socket.destroy()
      return reject(refused(proxy, target, `${statusCode} ${statusMessage}`.trim()))
    }
    if (head.length > 0) socket.unshift(head)
    resolve(socket as Socket)
  })
  request.once('error', (error) => {
    clearTimeout(timer)
    reject(unreachable(proxy, error))
  })
  request.end()
  return promise
}

function authorizationOf({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {}
  const pair = `${decode(username)}:${decode(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A password with a bare % in it is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function refused(proxy: HttpProxy, target: string, answer: string): UserError {
  const name = describeProxy(proxy)
  if (answer.startsWith('407')) {
    const problem =
      proxy.url.username === '' ? 'wants a user and a password' : 'does not take this user and password'
    return new UserError(`the proxy ${name} ${problem}.`, {
      code: 'proxy_password',
      hint: `Write them into ${proxy.variable}, as http://USER:PASSWORD@${name}, with %40 for an @.`,
    })
  }
  return new UserError(`the proxy ${name} does not connect to ${target}: ${answer}.`, {
    code: 'proxy_refused',
    hint: 'Many proxies allow port 443 alone. NO_PROXY names hosts that are reached without.',
  })
}

const meanings: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'the connection was cut',
}

function unreachable(proxy: HttpProxy, error: Error): UserError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return new UserError(`can't reach the proxy ${describeProxy(proxy)}: ${meanings[code] ?? error.message}.`, {
    code: 'proxy_unreachable',
    hint: `${proxy.variable} names it. NO_PROXY names hosts that need none.`,
  })
}
