import { type Kind, labels } from '../domain/labels.ts'

/** Names of what we make on the engine. They are for people to read; we find things by label. */

function prefix(controllerId: string): string {
  return `qp-${controllerId.slice(0, 8)}`
}

export function containerName(controllerId: string, appName: string, dyno: string, unique: string): string {
  return `${prefix(controllerId)}-${appName}.${dyno}.${unique.slice(0, 8)}`
}

/** By id: an app that was renamed goes on in the network where its dynos know each other. */
export function networkName(controllerId: string, app: { id: string }): string {
  return `${prefix(controllerId)}-app-${app.id.slice(0, 8)}`
}

/** The image that a build makes. */
export function slugImage(controllerId: string, app: { name: string }, buildId: string): string {
  return `${prefix(controllerId)}/${app.name}:${buildId.slice(0, 8)}`
}

/** Where all of those are. */
export function slugRepositories(controllerId: string): string {
  return `${prefix(controllerId)}/*`
}

/** The image of the containers that hold a network ready. One per controller: what one removes, the other keeps. */
export function pauseImageName(controllerId: string, digest: string): string {
  return `${prefix(controllerId)}-pause:${digest}`
}

/** What an app's builds keep for the next one. An app that is made anew under an old name begins with nothing. */
export function cacheVolumeName(controllerId: string, app: { id: string; name: string }): string {
  return `${prefix(controllerId)}-${app.name}-cache-${app.id.slice(0, 8)}`
}

/** The labels that everything of an app carries. */
export function appLabels(
  controllerId: string,
  app: { id: string; name: string },
  kind: Kind,
): Record<string, string> {
  return {
    [labels.controller]: controllerId,
    [labels.app]: app.id,
    [labels.appName]: app.name,
    [labels.kind]: kind,
  }
}

/**
 * What Docker's builder writes on all that it makes for an app, and no more than it takes to find that. The name, which may change, is not
 * among it: the steps behind would not be known again.
 */
export function layerLabels(controllerId: string, app: { id: string }): Record<string, string> {
  return { [labels.controller]: controllerId, [labels.app]: app.id, [labels.kind]: 'build' }
}

/** What it writes on the image that is a slug, in place of theirs. */
export const builtSlugLabels: Readonly<Record<string, string>> = { [labels.kind]: 'slug' }
