import type { Agent } from 'node:http'
import type { Agent as SecureAgent } from 'node:https'
import { findProxy, type HttpProxy, type ProxyEnv } from './proxy.ts'

/** How the network is left from here: proxies by the environment, and whom to trust. */
export interface Network {
  env?: ProxyEnv
  /** Certificates (PEM) to trust instead of Node's own and NODE_EXTRA_CA_CERTS, as with curl's --cacert and git's sslCAInfo. */
  caFile?: string | undefined
}

/**
 * Decides which agent a connection takes; nothing else does. Where there is neither proxy nor CA file that is Node's own, and
 * nothing is loaded to find out.
 */
export interface Agents {
  /** For one address: http, https, ws or wss. Undefined: Node's own. Throws a UserError for settings that can't be meant. */
  of(url: URL): Promise<Agent | undefined>
  /** As got takes them: for the address, and for https on the same host, where a controller may redirect to. */
  forGot(url: URL): Promise<{ agent?: { http?: Agent; https?: SecureAgent } }>
  proxyOf(url: URL): HttpProxy | undefined
}

export function createAgents({ env = {}, caFile }: Network): Agents {
  const proxyOf = (url: URL) => findProxy(env, url)
  const plain = eachOnce(async (proxy) => {
    return proxy && (await import('./tunnel.ts')).tunnelAgent(proxy)
  })
  const secure = eachOnce(async (proxy) => {
    if (!proxy && !caFile) return undefined
    const ca = caFile ? await (await import('./ca-file.ts')).readCaFile(caFile) : undefined
    if (proxy) return (await import('./tunnel.ts')).secureTunnelAgent(proxy, ca)
    const { Agent } = await import('node:https')
    return new Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) })
  })
  return {
    proxyOf,
    of: async (url) => (isSecure(url) ? secure(proxyOf(url)) : plain(proxyOf(url))),
    async forGot(url) {
      const http = await plain(proxyOf(withProtocol(url, 'http:')))
      const https = await secure(proxyOf(withProtocol(url, 'https:')))
      return http || https ? { agent: { ...(http ? { http } : {}), ...(https ? { https } : {}) } } : {}
    },
  }
}

/** One agent for all connections through a proxy, so that they are used again. */
function eachOnce<T>(make: (proxy: HttpProxy | undefined) => Promise<T>): typeof make {
  const made = new Map<string | undefined, Promise<T>>()
  return (proxy) => {
    const known = made.get(proxy?.url.href) ?? make(proxy)
    made.set(proxy?.url.href, known)
    return known
  }
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'wss:'
}

/** An address with a port of its own stays on it. */
function withProtocol(url: URL, protocol: string): URL {
  const other = new URL(url)
  other.protocol = protocol
  return other
}
