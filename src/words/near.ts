/**
 * Of the candidates those that somebody may have meant by a word that is none of them, the likeliest first; always the same for
 * the same words. Case counts for nothing. What is too far away is left out, and so is what is clearly further than the best.
 *
 * @example
 * nearWords('conifg', ['apps', 'config', 'confirm']) // ['config']
 */
export function nearWords(word: string, candidates: Iterable<string>, most = 3): string[] {
  const near = [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowance(word))
    .sort((a, b) => a.distance - b.distance || compare(a.candidate, b.candidate))
  const [best] = near
  return near
    .filter(({ distance }) => best && distance < best.distance + 1)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** ` Did you mean web, worker or clock?`, to stand after a sentence; nothing where there is nothing near. */
export function didYouMean(words: readonly string[]): string {
  const last = words.at(-1)
  if (last === undefined) return ''
  const others = words.slice(0, -1).join(', ')
  return ` Did you mean ${others === '' ? '' : `${others} or `}${last}?`
}

/** One slip in a short word, one more for every three letters. */
function allowance(word: string): number {
  return Math.max(1.4, Math.floor(word.length / 3))
}

/** A beginning is nearer than two slips: `--dyno` for `--dyno-name`. */
function distanceOf(word: string, candidate: string): number {
  const slips = countSlips(word, candidate)
  return word.length >= 3 && candidate.startsWith(word) ? Math.min(slips, 1.4) : slips
}

/**
 * How many slips of the hand lie between two words: a letter too much, one too few, another one, or two that changed places
 * (optimal string alignment). A slip in the first letter is rarer: it counts a little more.
 */
function countSlips(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const isSame = from[i - 1] === to[j - 1]
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const without = at(last, j) + 1
      const added = at(row, j - 1) + 1
      const replaced = at(last, j - 1) + (isSame ? 0 : 1)
      row.push(Math.min(without, added, replaced, isSwapped ? at(beforeLast, j - 2) + 1 : Infinity))
    }
    beforeLast = last
    last = row
  }
  return at(last, to.length) + (from[0] === to[0] ? 0 : 0.5)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}

/** By code units: `localeCompare` wakes ICU, which takes longer than all the rest of a start. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
