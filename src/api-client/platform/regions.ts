import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function regionsApi(http: Http): Controller['regions'] {
  return { list: () => http.list('/regions') }
}
