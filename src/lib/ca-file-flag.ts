import { Flags } from '@oclif/core'
import { UsageError } from './errors.ts'

export const caFileFlag = {
  'ca-file': Flags.string({
    description: 'file of certificates (PEM) to trust for this controller, instead of the usual authorities',
  }),
}

/** The file as it was given. Throws where it would have no part in anything. */
export function caFileFor(url: string, caFile: string | undefined): string | undefined {
  if (caFile === undefined || url.startsWith('https:')) return caFile
  throw new UsageError(`--ca-file is about certificates, and ${url} has none.`)
}
