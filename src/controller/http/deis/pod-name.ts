import { createHash } from 'node:crypto'
import type { App } from '../../domain/app.ts'
import type { DynoName } from '../../domain/dyno.ts'

/**
 * What Kubernetes would call a dyno: `blog-web-0a1b2c3d4e-f5g6h`. Deis's client takes names apart by just that form (workflow-cli, `parseType`).
 * Made of the release and the dyno's own name alone, so that the same dyno of the same release has the same name whenever it is asked for.
 */
export function podName(app: App, version: number, dyno: DynoName): string {
  return `${app.name}-${dyno.type}-${digits(digestOf(app, version).readUIntBE(0, 6), 10)}-${podSuffix(app, version, dyno)}`
}

/** Its last five letters, another for each dyno of a type. */
export function podSuffix(app: App, version: number, { ordinal }: DynoName): string {
  // 7919 has no factor in common with 36.
  return digits((digestOf(app, version).readUInt32BE(6) + ordinal * 7919) % 36 ** 5, 5)
}

function digestOf({ id }: App, version: number): Buffer {
  return createHash('sha256').update(`${id} v${version}`).digest()
}

function digits(number: number, length: number): string {
  return number.toString(36).padStart(length, '0')
}
