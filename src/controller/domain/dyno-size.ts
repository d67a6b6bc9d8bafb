import { didYouMean, nearWords } from '../../words/near.ts'
import { problem } from './problem.ts'

/** A named limit. `memoryMb` is what the engine enforces; `cpus` is a ceiling in CPUs. */
export interface DynoSize {
  name: string
  memoryMb: number
  cpus: number
}

/** Heroku's names and memory; CPUs are ours, since Heroku only promises shares. */
export const dynoSizes: readonly DynoSize[] = [
  { name: 'Eco', memoryMb: 512, cpus: 1 },
  { name: 'Basic', memoryMb: 512, cpus: 1 },
  { name: 'Standard-1X', memoryMb: 512, cpus: 1 },
  { name: 'Standard-2X', memoryMb: 1024, cpus: 2 },
  { name: 'Performance-M', memoryMb: 2560, cpus: 2 },
  { name: 'Performance-L', memoryMb: 14_336, cpus: 8 },
]

export const defaultDynoSize = 'Standard-1X'

/** By any spelling of case; throws `invalid_params` naming the sizes there are. */
export function getDynoSize(name: string): DynoSize {
  const found = dynoSizes.find((size) => size.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  const names = dynoSizes.map((it) => it.name)
  const nearest = didYouMean(nearWords(name, names))
  throw problem('invalid_params', `No such dyno size: ${name}.${nearest} There are ${names.join(', ')}.`)
}
