/**
 * "registry:5000/team/app:v1" → repository and tag, which Docker wants apart. A name without a tag means `latest`, and
 * one with a digest has none; a colon before the last slash belongs to a port.
 */
export function splitImageName(name: string): { repo: string; tag: string | undefined } {
  if (name.includes('@')) return { repo: name, tag: undefined }
  const colon = name.lastIndexOf(':')
  if (colon <= name.lastIndexOf('/')) return { repo: name, tag: 'latest' }
  return { repo: name.slice(0, colon), tag: name.slice(colon + 1) }
}
