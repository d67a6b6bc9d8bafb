import type { Controller } from './controller.ts'
import type { HttpOptions } from './requests.ts'

export const dialects = ['platform', 'deis', 'deis-v1'] as const

/** What a controller speaks: Heroku's Platform API v3, the Deis controller API v2, or its v1. */
export type Dialect = (typeof dialects)[number]

export function isDialect(text: string): text is Dialect {
  return dialects.some((it) => it === text)
}

/** A controller by what it speaks. Loads that dialect alone: a start pays for no other. */
export async function openController(dialect: Dialect, options: HttpOptions): Promise<Controller> {
  if (dialect === 'platform') {
    const { platformController } = await import('./platform/platform-controller.ts')
    return platformController(options)
  }
  const { deisController } = await import('./deis/deis-controller.ts')
  return deisController({ ...options, version: dialect === 'deis' ? 'v2' : 'v1' })
}
