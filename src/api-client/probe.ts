import type { Agents } from './agents.ts'
import { connectionError } from './refusal.ts'

export interface Probe {
  /** Of a qp controller; others have none. */
  version: string | undefined
  /** The controller's clock, in whole seconds; undefined where the answer does not say. */
  date: Date | undefined
}

/** What a controller says of itself to anybody. Throws where nothing answers; any answer will do. */
export async function probeController(
  url: string,
  { agents, signal }: { agents: Agents; signal?: AbortSignal },
): Promise<Probe> {
  const { default: got } = await import('got')
  try {
    const { body, headers } = await got(`${url}/openapi.json`, {
      throwHttpErrors: false,
      retry: { limit: 0 },
      timeout: { connect: 10_000 },
      ...(signal ? { signal } : {}),
      ...(await agents.forGot(new URL(url))),
    })
    const date = new Date(headers.date ?? Number.NaN)
    return { version: versionIn(body), date: Number.isNaN(date.getTime()) ? undefined : date }
  } catch (error) {
    throw connectionError(error, url)
  }
}

function versionIn(body: string): string | undefined {
  try {
    const { info } = JSON.parse(body) as { info?: { version?: unknown } }
    return typeof info?.version === 'string' ? info.version : undefined
  } catch {
    return undefined
  }
}
