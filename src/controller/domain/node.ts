import { checkRoom } from './capacity.ts'
import { problem } from './problem.ts'

export type Tags = Readonly<Record<string, string>>

/** A machine that dynos can run on. */
export interface Node {
  name: string
  tags: Tags
}

/** Kubernetes's form for labels of nodes, which Deis's tags are: an optional prefix, 63 characters. */
const tagName = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[a-z\d]([\w.-]{0,61}[a-z\d])?$/i
const tagValue = /^([a-z\d]([\w.-]{0,61}[a-z\d])?)?$/i

/** Those that carry all of these tags. */
export function matchingNodes(nodes: readonly Node[], tags: Tags): Node[] {
  return nodes.filter((node) => Object.entries(tags).every(([name, value]) => node.tags[name] === value))
}

/** The node for the next dyno of an app with these tags. Throws `conflict` that names the tags there are. */
export function chooseNode(nodes: readonly Node[], tags: Tags): Node {
  const [node] = matchingNodes(nodes, tags)
  if (node) return node
  const asked = formatTags(tags)
  const known = nodes.map((it) => `${it.name} has ${formatTags(it.tags) || 'none'}`).join('; ')
  throw problem('conflict', `No node has the tags ${asked}. ${known}. \`qp server --tags\` gives them.`, {
    reason: 'no_node',
    subject: asked,
  })
}

/** The tags as a change leaves them; null takes one away. Throws `invalid_params`. */
export function applyTagChanges(current: Tags, changes: Readonly<Record<string, string | null>>): Tags {
  const next: Record<string, string> = { ...current }
  for (const [name, value] of Object.entries(changes)) {
    if (!tagName.test(name) || (value !== null && !tagValue.test(value)))
      throw problem(
        'invalid_params',
        `${name}=${value ?? ''} is no tag: letters, digits, -, _ and ., 63 at most, letter or digit at both ends.`,
        { reason: 'tag_format' },
      )
    if (value === null) delete next[name]
    else next[name] = value
  }
  const had = Object.keys(current).length
  checkRoom('tag', 'The app', had, Object.keys(next).length - had)
  return next
}

/** "rack=1, ssd=true" */
export function formatTags(tags: Tags): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
}
