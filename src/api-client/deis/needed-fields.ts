import type { TSchema } from 'typebox'
import { DeisApp } from '../../api-types/deis/app.ts'
import { DeisBuild } from '../../api-types/deis/build.ts'
import { DeisConfig } from '../../api-types/deis/config.ts'
import { DeisDomain } from '../../api-types/deis/domain.ts'
import { DeisKey } from '../../api-types/deis/key.ts'
import { DeisPerms } from '../../api-types/deis/perms.ts'
import { DeisContainer, DeisPod } from '../../api-types/deis/pod.ts'
import { DeisRelease, DeisRollbackAnswer } from '../../api-types/deis/release.ts'
import { DeisRun } from '../../api-types/deis/run.ts'
import { DeisServices } from '../../api-types/deis/service.ts'
import { DeisToken, DeisUser } from '../../api-types/deis/user.ts'

const needed: ReadonlyMap<object, readonly string[]> = new Map<object, readonly string[]>([
  [DeisApp, ['id']],
  [DeisBuild, ['uuid']],
  [DeisConfig, ['values']],
  [DeisContainer, ['type', 'num']],
  [DeisDomain, ['domain']],
  [DeisKey, ['id']],
  [DeisPerms, ['users']],
  [DeisPod, ['name', 'type']],
  [DeisRelease, ['version']],
  [DeisRollbackAnswer, ['version']],
  [DeisRun, ['exit_code', 'output']],
  [DeisServices, ['services']],
  [DeisToken, ['token']],
  [DeisUser, ['username']],
])

/** What a verb's result hangs on: an answer without is none, and nothing may be made up in its place. Of a page, its items. */
export function neededFields(schema: TSchema): readonly string[] {
  if (needed.has(schema)) return needed.get(schema) ?? []
  const isPage = 'properties' in schema && Object.hasOwn(Object(schema.properties), 'results')
  return isPage ? ['results'] : []
}
