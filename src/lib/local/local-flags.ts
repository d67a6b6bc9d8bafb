import { Flags } from '@oclif/core'

export const envFlag = {
  env: Flags.string({ char: 'e', description: 'file of variables; without, .env where there is one' }),
}

export const portFlag = {
  port: Flags.integer({ char: 'p', description: 'what PORT is, for the first process', min: 1, max: 65_535 }),
}

/** The flag's, or PORT's, or Heroku's default. */
export function localPort(
  asked: number | undefined,
  env: Readonly<Record<string, string | undefined>>,
): number {
  return asked ?? (Number(env['PORT']) || 5000)
}
