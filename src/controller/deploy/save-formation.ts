import type { FormationEntry } from '../domain/formation.ts'
import type { Platform } from './platform.ts'

/** All of them or none: a controller may be killed in between. */
export async function putAll(
  { store }: Pick<Platform, 'store'>,
  entries: readonly FormationEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await store.transaction(async ({ formation }) => {
    for (const entry of entries) await formation.put(entry)
  })
}
