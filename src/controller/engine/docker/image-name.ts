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

/**
 * The registry of an image's name: "registry:5000" of "registry:5000/team/app:v1", and Docker Hub ("docker.io") where none is
 * named. The first part is one where it could not be a folder there (distribution/reference: normalize.go, `splitDockerDomain`).
 */
export function registryOf(name: string): string {
  const [first = '', ...others] = name.split('/')
  const isHost = others.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost')
  return !isHost || first === 'index.docker.io' ? 'docker.io' : first
}

const host = String.raw`[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?`
const part = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
const tag = String.raw`\w[\w.-]{0,127}`
const reference = new RegExp(`^(?:${host}/)?${part}(?:/${part})*(?::${tag})?(?:@sha256:[0-9a-f]{64})?$`)
const imageId = /^(?:sha256:)?[0-9a-f]{12,64}$/

/** "registry:5000/team/app:v1@sha256:…", or an image's id (distribution/reference: reference.go). Neither address nor path gets through. */
export function isImageName(name: string): boolean {
  return name.length < 512 && (reference.test(name) || imageId.test(name))
}
