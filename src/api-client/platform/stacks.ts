import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function stacksApi(http: Http): Controller['stacks'] {
  return { list: () => http.list('/stacks') }
}
