import { isIPv4, isIPv6 } from 'node:net'
import type { ErrorPages } from '../domain/error-pages.ts'
import { parseIpNetwork } from '../domain/ip-network.ts'
import { problem } from '../domain/problem.ts'
import { plainRouting, type Routing } from '../domain/routing.ts'
import { formatRoute } from '../domain/service.ts'
import type { AppRoute, DynoAddress, ServiceRoute } from './router.ts'

/** An app's route, and its routing where that was ever set. */
export interface TableEntry {
  route: AppRoute
  routing?: Routing | undefined
}

/**
 * What nginx is to know of an app as the one line that `route-table.lua` keeps: id, name, hosts and dynos, and then what is not as
 * usual, separated by tabs. The same always gives the same line, so that what is read back can be compared.
 */
export function renderEntry({ route, routing = plainRouting }: TableEntry): string {
  const hostnames = [...new Set(route.hostnames.map(normalizeHostname))].sort()
  const fields = [
    checkWord(route.appId),
    checkWord(route.appName),
    hostnames.join(','),
    renderDynos(route.dynos),
    ...renderRouting(routing),
    ...(route.services ?? []).map(renderService),
    ...renderPages(route.pages),
  ]
  return fields.join('\t')
}

/** In the order in which nginx lists them. */
export function renderTable(entries: Iterable<TableEntry>): string {
  const lines = [...entries].map((entry) => ({ id: entry.route.appId, line: renderEntry(entry) }))
  lines.sort((a, b) => (a.id < b.id ? -1 : 1))
  return lines.map(({ line }) => line).join('\n')
}

function renderDynos(dynos: readonly DynoAddress[]): string {
  return dynos.map(({ dyno, address }) => `${checkWord(dyno)}=${normalizeAddress(address)}`).join(',')
}

function renderRouting(routing: Routing): string[] {
  return [
    ...(routing.isEnabled ? [] : ['routing=off']),
    ...(routing.isInMaintenance ? ['maintenance=on'] : []),
    ...(routing.httpsEnforced ? ['https=enforced'] : []),
    ...(routing.hasSessionAffinity ? ['affinity=on'] : []),
    ...(routing.whitelist.length > 0 ? [`whitelist=${routing.whitelist.map(renderNetwork).join(',')}`] : []),
  ]
}

/** `0a000000/8`: nginx hands out addresses as bytes, so that none is parsed for a request. */
export function renderNetwork(text: string): string {
  const { bytes, bits } = parseIpNetwork(text)
  return `${Buffer.from(bytes).toString('hex')}/${bits}`
}

function renderService({ type, paths, dynos }: ServiceRoute): string {
  return `service=${checkWord(type)} ${renderDynos(dynos)} ${checkField(formatRoute(paths))}`
}

function renderPages(pages: ErrorPages | undefined): string[] {
  return [
    ...(pages?.maintenance === undefined ? [] : [`maintenance-page=${checkField(pages.maintenance)}`]),
    ...(pages?.error === undefined ? [] : [`error-page=${checkField(pages.error)}`]),
  ]
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

/** A tab or a line end in a field would look like another. */
function checkField(text: string): string {
  if (!/[\u0000-\u001f]/.test(text)) return text
  throw problem('invalid_params', `${JSON.stringify(text)} can't stand in the router's table.`)
}

function checkWord(word: string): string {
  if (/^[A-Za-z0-9_.-]+$/.test(word)) return word
  throw problem('invalid_params', `${JSON.stringify(word)} can't stand in the router's table.`)
}
