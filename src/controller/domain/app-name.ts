import { randomInt } from 'node:crypto'

const adjectives = [
  'brisk',
  'calm',
  'clear',
  'dusky',
  'early',
  'fair',
  'keen',
  'lucid',
  'mellow',
  'northern',
  'quiet',
  'rapid',
  'silver',
  'steady',
  'still',
  'sunlit',
  'vivid',
  'warm',
  'wild',
  'young',
] as const
const nouns = [
  'bay',
  'brook',
  'canyon',
  'cedar',
  'cove',
  'dune',
  'fjord',
  'glade',
  'harbor',
  'heath',
  'island',
  'lagoon',
  'meadow',
  'mesa',
  'orchard',
  'reef',
  'ridge',
  'river',
  'summit',
  'valley',
] as const

/** A name for an app that was given none, such as "quiet-harbor-48213". */
export function generateAppName(random: (below: number) => number = randomInt): string {
  return `${adjectives[random(adjectives.length)]}-${nouns[random(nouns.length)]}-${10_000 + random(90_000)}`
}
