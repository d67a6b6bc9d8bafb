import type { IncomingMessage } from 'node:http'
import type { Asked } from './ask-controller.ts'
import { createProxyKey } from './proxy-key.ts'

/** Who gets through. */
export interface Gate {
  /** What clients show in the place of a token. */
  key: string
  /** What to ask of the controller; undefined where nobody may. */
  admit(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Asked | undefined
  /** An address that the controller gave out, as a path with its query: whoever has it may ask for it, as there. */
  remember(path: string): void
}

/** How many addresses are remembered. */
const mostAddresses = 10_000

export function createGate(): Gate {
  const key = createProxyKey()
  const given = new Set<string>()
  return {
    key: key.text,
    admit({ method = 'GET', url: path = '', headers }) {
      if (!path.startsWith('/')) return undefined
      if (key.isShown(headers.authorization)) return { method, path, headers, isKnown: true }
      const isGiven = headers.authorization === undefined && given.has(path)
      return isGiven ? { method, path, headers, isKnown: false } : undefined
    },
    remember(path) {
      if (given.size >= mostAddresses) given.clear()
      given.add(path)
    },
  }
}
