import type { ProcessSettings } from '../api-types/process-settings.ts'

/** Which of the process types have something of their own, by the names that they are asked for with. */
export function typesWithOwn(
  settings: readonly ProcessSettings[],
  hasOwn: (settings: ProcessSettings) => boolean,
): string[] {
  const types = settings.filter(hasOwn).map((it) => it.type)
  // Deis's name for what an image runs by itself; the controller knows whether it is web here, and refuses it where it is not.
  const isCmdWeb = types.includes('web') && settings.every((it) => it.type !== 'cmd')
  return isCmdWeb ? [...types, 'cmd'] : types
}
