import type { FastifyRequest } from 'fastify'
import type { Platform } from '../../deploy/platform.ts'
import { chooseWithFacts } from '../../deploy/serve-certificates.ts'
import type { App } from '../../domain/app.ts'
import { type Certificate, isTrustworthy } from '../../domain/certificate.ts'
import { appHostname } from '../../domain/web-domain.ts'

/** Where an app answers: `http://blog.localhost:8080/`, by https where its name has a certificate that browsers take. */
export async function webUrl(platform: Platform, app: App): Promise<string> {
  return webUrlBy(platform, app, await platform.store.certificates.listOfApp(app.id))
}

/** The same, by the app's certificates. */
export function webUrlBy(
  { settings, now }: Pick<Platform, 'settings' | 'now'>,
  app: App,
  certificates: readonly Certificate[],
): string {
  const hostname = appHostname(app.name, settings.domain)
  const chosen = settings.https && chooseWithFacts(hostname, certificates, now())
  if (settings.https && chosen && isTrustworthy(chosen.facts, now()))
    return `https://${hostname}${settings.https.port === 443 ? '' : `:${settings.https.port}`}/`
  return `http://${hostname}${settings.http.port === 80 ? '' : `:${settings.http.port}`}/`
}

/** What of a request tells where the controller is, and who asks. */
export type SeenFrom = Pick<FastifyRequest, 'protocol' | 'host'> & Partial<Pick<FastifyRequest, 'caller'>>

/** The controller as it sees itself, where nobody asks. */
export function ownView({ settings }: Platform): SeenFrom {
  const { host, port } = settings.listen
  return { protocol: 'http', host: `${host.includes(':') ? `[${host}]` : host}:${port}` }
}

/** The controller as the caller sees it, without a trailing slash. */
export function controllerUrl(request: SeenFrom): string {
  return `${request.protocol}://${request.host}`
}

export function gitUrl(request: SeenFrom, app: App): string {
  return `${controllerUrl(request)}/${app.name}.git`
}

/** Undefined where the controller serves no git over SSH. */
export function sshGitUrl(request: SeenFrom, { settings: { ssh } }: Platform, app: App): string | undefined {
  return ssh && `ssh://git@${new URL(controllerUrl(request)).hostname}:${ssh.port}/${app.name}.git`
}

/** The websocket of a run's session. */
export function attachUrl(request: FastifyRequest, app: App, runId: string): string {
  const scheme = request.protocol === 'https' ? 'wss' : 'ws'
  return `${scheme}://${request.host}/apps/${app.name}/runs/${runId}/attach`
}
