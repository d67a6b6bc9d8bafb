import { createHash } from 'node:crypto'

/** A release's config is no object of its own here; its id is made of the release's, and is always the same. */
export function configUuid(releaseId: string): string {
  const hex = createHash('sha256').update(`config of ${releaseId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
