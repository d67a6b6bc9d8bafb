import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function statusApi(http: Http): Controller['status'] {
  return { get: () => http.get('/status') }
}
