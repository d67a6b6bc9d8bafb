import { Flags } from '@oclif/core'

/** Which limit is meant: memory, unless it is said. Deis's flags. */
export const limitFlags = {
  memory: Flags.boolean({ char: 'm', description: 'limit memory, which is what is meant without a flag' }),
  cpu: Flags.boolean({ description: 'limit CPUs', exclusive: ['memory'] }),
}

export const limitNames = { memory: 'memory', cpu: 'CPU' } as const

export function chosenLimit({ cpu }: { cpu: boolean }): 'memory' | 'cpu' {
  return cpu ? 'cpu' : 'memory'
}
