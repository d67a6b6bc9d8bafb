import type { FastifyRequest } from 'fastify'
import type { Settings } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { appHostname } from '../../domain/web-domain.ts'

/** Where an app answers: `http://blog.localhost:8080/`. */
export function webUrl(settings: Settings, app: App): string {
  const port = settings.http.port === 80 ? '' : `:${settings.http.port}`
  return `http://${appHostname(app.name, settings.domain)}${port}/`
}

/** The controller as the caller sees it, without a trailing slash. */
export function controllerUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

export function gitUrl(request: FastifyRequest, app: App): string {
  return `${controllerUrl(request)}/${app.name}.git`
}

/** The websocket of a run's session. */
export function attachUrl(request: FastifyRequest, app: App, runId: string): string {
  const scheme = request.protocol === 'https' ? 'wss' : 'ws'
  return `${scheme}://${request.host}/apps/${app.name}/runs/${runId}/attach`
}
