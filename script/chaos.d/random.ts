/** Draws that come again with the same seed. */
export interface Random {
  /** A whole number from 0 to below this. */
  below(limit: number): number
  pick<T>(items: readonly T[]): T
  /** By weight: `{ often: 9, rarely: 1 }`. */
  pickWeighted<T extends string>(weights: Readonly<Partial<Record<T, number>>>): T
}

/** `stream`: one seed has as many series of draws as one likes, none of which depends on how far another has got. */
export function seededRandom(seed: number, stream = 0): Random {
  let state = mix(mix(seed) ^ mix(stream + 0x9e3779b9))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return mix(state) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    pickWeighted<T extends string>(weights: Readonly<Partial<Record<T, number>>>): T {
      const entries = Object.entries(weights) as [T, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of entries) {
        left -= weight
        if (left < 0) return item
      }
      throw new Error('nothing to pick from')
    },
  }
}

/** The last steps of MurmurHash3: every bit of a number changes half of the others. */
function mix(value: number): number {
  let it = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  it = Math.imul(it ^ (it >>> 13), 0xc2b2ae35)
  return (it ^ (it >>> 16)) >>> 0
}
