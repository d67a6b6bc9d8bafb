import { Flags } from '@oclif/core'

/** Which dynos are meant: one, or all of a type. Heroku's names; a bare argument may be either. */
export const dynoFlags = {
  'dyno-name': Flags.string({ char: 'd', aliases: ['dyno'], description: 'name of the dyno, such as web.1' }),
  'process-type': Flags.string({
    char: 'p',
    aliases: ['ps'],
    description: 'process type: all dynos of it',
    exclusive: ['dyno-name'],
  }),
}

interface DynoChoice {
  'dyno-name'?: string | undefined
  'process-type'?: string | undefined
}

/** "web.1" or "web"; undefined where nothing was chosen. */
export function chosenDynos(flags: DynoChoice, argument?: string): string | undefined {
  return flags['process-type'] ?? flags['dyno-name'] ?? argument
}

/** "dyno web.1", "all web dynos", "all dynos": for sentences. */
export function describeDynos(chosen: string | undefined): string {
  if (chosen === undefined) return 'all dynos'
  return chosen.includes('.') || deisName.test(chosen) ? `dyno ${chosen}` : `all ${chosen} dynos`
}

/** "blog-web-3284379810-k5twh": a Deis controller names a dyno as Kubernetes names a pod. */
const deisName = /-[a-z0-9]{8,10}-[a-z0-9]{5}$/
