import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function slugsApi(http: Http): Controller['slugs'] {
  return { get: (app, slug) => http.get(appPath(app, 'slugs', slug)) }
}
