import { Flags } from '@oclif/core'

/** Deis's lists come in pages; ours are whole, and cut where somebody asks for it. */
export const listLimitFlag = {
  limit: Flags.integer({ char: 'l', description: 'how many to show at most', min: 0 }),
}
