import type { Method } from 'got'
import type { Webhook } from '../../api-types/webhook.ts'
import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function webhooksApi(http: Http): Controller['webhooks'] {
  const change = async (method: Method, path: string, body: object) => {
    const answer = await http.sendForHeaders<Webhook>(method, path, { body })
    return { webhook: answer.body, secret: answer.headers['heroku-webhook-secret']?.toString() ?? null }
  }
  return {
    list: (app) => http.list(appPath(app, 'webhooks')),
    get: (app, id) => http.get(appPath(app, 'webhooks', id)),
    add: (app, options) => change('POST', appPath(app, 'webhooks'), options),
    update: (app, id, changes) => change('PATCH', appPath(app, 'webhooks', id), changes),
    remove: (app, id) => http.send('DELETE', appPath(app, 'webhooks', id)),
    listDeliveries: (app, { status, max } = {}) => {
      const query = status === undefined ? '' : `?eq[status]=${encodeURIComponent(status)}`
      return http.list(appPath(app, 'webhook-deliveries') + query, { range: newestFirst, max })
    },
    getDelivery: (app, id) => http.get(appPath(app, 'webhook-deliveries', id)),
    listEvents: (app, { max } = {}) => http.list(appPath(app, 'webhook-events'), { range: newestFirst, max }),
    getEvent: (app, id) => http.get(appPath(app, 'webhook-events', id)),
  }
}

const newestFirst = 'seq ..; order=desc'
