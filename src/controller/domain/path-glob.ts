/** A place in a pattern. */
interface Step {
  /** How far ahead lie the places that are reached for nothing. */
  jumps: readonly number[]
  /** What is taken without leaving the place. */
  stays: ((character: string) => boolean) | undefined
  /** What is taken on the way to the next place. */
  leaves: ((character: string) => boolean) | undefined
}

/** Whether the path matches, or a folder that it lies in. `spend` is told how much work it is, and may throw. */
export type PathGlob = (path: string, spend: (work: number) => void) => boolean

/** What a pattern is made of. */
const parts = /\*\*\/|\*\*|\*|\?|\[[^\]]+\]|\\.|./gsu

/**
 * A pattern as Docker reads it: `*` and `?` stay within a folder, `**` goes through folders, `[a-z]` and `[^a]` are one character, `\x` is
 * x itself. The work is never more than the product of both lengths. A regular expression made of the pattern may take years
 * ("*a*a*a*a*a*a*b"), and pattern and path both come from whoever pushes. Throws a SyntaxError for a class that is none.
 */
export function pathGlob(pattern: string): PathGlob {
  const steps = (pattern.match(parts) ?? []).flatMap(toSteps)
  return (path, spend) => {
    let places = reach(steps, new Set(), 0)
    for (const character of path) {
      if (character === '/' && places.has(steps.length)) return true
      if (places.size === 0) return false
      spend(places.size)
      places = follow(steps, places, character)
    }
    return places.has(steps.length)
  }
}

function follow(steps: readonly Step[], places: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>()
  for (const place of places) {
    if (steps[place]?.stays?.(character)) reach(steps, next, place)
    if (steps[place]?.leaves?.(character)) reach(steps, next, place + 1)
  }
  return next
}

/** Adds the place, and those that are reached from it for nothing. */
function reach(steps: readonly Step[], places: Set<number>, from: number): Set<number> {
  const waiting = [from]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (places.has(place)) continue
    places.add(place)
    for (const jump of steps[place]?.jumps ?? []) waiting.push(place + jump)
  }
  return places
}

const anything = () => true
const isSlash = (character: string) => character === '/'
const isWithinFolder = (character: string) => character !== '/'

function toSteps(part: string): Step[] {
  // Nothing, or as much as there is up to a slash.
  if (part === '**/')
    return [
      { jumps: [1, 2], stays: undefined, leaves: undefined },
      { jumps: [], stays: anything, leaves: isSlash },
    ]
  if (part === '**') return [{ jumps: [1], stays: anything, leaves: undefined }]
  if (part === '*') return [{ jumps: [1], stays: isWithinFolder, leaves: undefined }]
  return [{ jumps: [], stays: undefined, leaves: toOne(part) }]
}

function toOne(part: string): (character: string) => boolean {
  if (part === '?') return isWithinFolder
  if (part.startsWith('[') && part.length > 1) {
    const characters = new RegExp(`^${part.replaceAll('\\', '\\\\').replace(/(?<=.)\[/gs, '\\[')}$`, 'su')
    return (character) => characters.test(character)
  }
  const itself = part.startsWith('\\') && part.length > 1 ? part.slice(1) : part
  return (character) => character === itself
}
