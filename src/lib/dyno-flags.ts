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
  return chosen.includes('.') ? `dyno ${chosen}` : `all ${chosen} dynos`
}
