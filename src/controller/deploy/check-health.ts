import type { Node } from '../domain/node.ts'
import { listNodes } from './placement.ts'
import type { Platform } from './platform.ts'

export interface PartHealth {
  name: 'store' | 'engine' | 'router'
  state: 'up' | 'down'
  /** What it is, or what is wrong. */
  detail: string
}

export interface ControllerHealth {
  state: 'up' | 'down'
  parts: PartHealth[]
  /** None where the engine is down. */
  nodes: Node[]
}

/** Asks each part that the controller works with for something small, all at once. Does not reject. */
export async function checkHealth(platform: Platform, limitMs = 3000): Promise<ControllerHealth> {
  const check = (name: PartHealth['name'], ask: Promise<string>) => judge(name, ask, limitMs)
  const [nodes, ...parts] = await Promise.all([
    within(listNodes(platform), limitMs).catch(() => []),
    check('store', askStore(platform)),
    check('engine', askEngine(platform)),
    check('router', askRouter(platform)),
  ])
  return { state: parts.every(({ state }) => state === 'up') ? 'up' : 'down', parts, nodes }
}

async function askStore({ store }: Platform): Promise<string> {
  const apps = await store.apps.list()
  return `knows ${apps.length} ${apps.length === 1 ? 'app' : 'apps'}`
}

async function askEngine({ engine }: Platform): Promise<string> {
  const { version, apiVersion } = await engine.ping()
  return `Docker Engine ${version}, API ${apiVersion}`
}

/** Any question will do, and the one about an address that no dyno has is the smallest. */
async function askRouter({ router, settings: { http } }: Platform): Promise<string> {
  await router.countInFlight('127.0.0.1:1')
  return `serves apps on ${http.host}:${http.port}`
}

async function judge(name: PartHealth['name'], ask: Promise<string>, limitMs: number): Promise<PartHealth> {
  try {
    return { name, state: 'up', detail: await within(ask, limitMs) }
  } catch (error) {
    return { name, state: 'down', detail: error instanceof Error ? error.message : String(error) }
  }
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`It does not answer within ${limitMs / 1000} s.`)),
    limitMs,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
