import { webType } from './dyno.ts'

/** What Deis calls the process type of an image that runs by itself. */
const imageType = 'cmd'

/** Here that is `web`, where it has no line of a Procfile and the app no type of that name. */
export function resolveProcessType(asked: string, processTypes: Readonly<Record<string, string>>): string {
  const isImage = asked === imageType && !Object.hasOwn(processTypes, asked) && processTypes[webType] === ''
  return isImage ? webType : asked
}
