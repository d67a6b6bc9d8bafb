import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { bareHost, describeProxy, type HttpProxy } from '../../api-client/proxy.ts'
import type { Finding } from './check.ts'

/** Looks up the controller's host, or the proxy's, which then looks up the controller's. */
export async function checkName(url: URL, proxy: HttpProxy | undefined): Promise<Finding> {
  const host = bareHost(proxy?.url ?? url)
  const through = proxy ? `the proxy ${describeProxy(proxy)} (${proxy.variable}), ` : ''
  if (isIP(host)) return { status: 'passed', detail: `${through}${host} is an address` }
  try {
    const found = await lookup(host, { all: true })
    const addresses = [...new Set(found.map((it) => it.address))]
    return { status: 'passed', detail: `${through}${host} is ${addresses.join(', ')}` }
  } catch {
    return { status: 'failed', detail: `${through}${host} could not be looked up.`, hint: hintFor(proxy) }
  }
}

function hintFor(proxy: HttpProxy | undefined): string {
  if (proxy) return `Is ${proxy.variable} right? NO_PROXY names hosts that are reached without a proxy.`
  return 'Is the address right? A name of your own network is known only inside of it: is the VPN up?'
}
