import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function usersApi(http: Http): Controller['users'] {
  return {
    create: (options) => http.send('POST', '/users', { body: options }),
  }
}
