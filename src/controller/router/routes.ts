import { isIPv4, isIPv6 } from 'node:net'
import { problem } from '../domain/problem.ts'
import type { AppRoute } from './router.ts'

/**
 * A route as the one line that `balancer.lua` keeps: id, name, hosts and dynos, separated by tabs. The same route always
 * gives the same line, so that what is read back can be compared.
 */
export function renderRoute(route: AppRoute): string {
  const hostnames = [...new Set(route.hostnames.map(normalizeHostname))].sort()
  const dynos = route.dynos.map(({ dyno, address }) => `${checkWord(dyno)}=${normalizeAddress(address)}`)
  return [checkWord(route.appId), checkWord(route.appName), hostnames.join(','), dynos.join(',')].join('\t')
}

/** In the order in which nginx lists them. */
export function renderTable(routes: Iterable<AppRoute>): string {
  const lines = [...routes].map((route) => ({ id: route.appId, line: renderRoute(route) }))
  lines.sort((a, b) => (a.id < b.id ? -1 : 1))
  return lines.map(({ line }) => line).join('\n')
}

/** As nginx has it in `$host`: lower case, no port, no dot at the end. `*.example.com` is for the names below that have no route. */
function normalizeHostname(hostname: string): string {
  const normal = hostname.toLowerCase().replace(/\.$/, '')
  if (/^(\*\.)?[a-z0-9_.-]+$/.test(normal)) return normal
  throw problem('invalid_params', `${JSON.stringify(hostname)} can't be a hostname.`)
}

/** As nginx has it in `$upstream_addr`, by which the balancer finds a dyno that failed. */
export function normalizeAddress(address: string): string {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+)):(?<port>\d{1,5})$/.exec(address)
  const { six, four, port } = match?.groups ?? {}
  if (four && isIPv4(four)) return `${four}:${port}`
  if (six && isIPv6(six)) return `${new URL(`http://[${six}]/`).hostname}:${port}`
  throw problem('invalid_params', `${JSON.stringify(address)} is no IP address and port.`)
}

function checkWord(word: string): string {
  if (/^[A-Za-z0-9_.-]+$/.test(word)) return word
  throw problem('invalid_params', `${JSON.stringify(word)} can't stand in the router's table.`)
}
