import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function accountApi(http: Http): Controller['account'] {
  return { get: () => http.get('/account') }
}
