import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function accountApi(http: Http): Controller['account'] {
  return {
    get: () => http.get('/account'),
    register: ({ email, password }) => http.send('POST', '/account', { body: { email, password } }),
    changePassword: (options) => http.send('PATCH', '/account', { body: options }),
    cancel: () => http.send('DELETE', '/account'),
  }
}
