import { type Kind, labels } from '../domain/labels.ts'

/** Names of what we make on the engine. They are for people to read; we find things by label. */

function prefix(controllerId: string): string {
  return `qp-${controllerId.slice(0, 8)}`
}

export function containerName(controllerId: string, appName: string, dyno: string, unique: string): string {
  return `${prefix(controllerId)}-${appName}.${dyno}.${unique.slice(0, 8)}`
}

export function networkName(controllerId: string, appName: string): string {
  return `${prefix(controllerId)}-${appName}`
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
