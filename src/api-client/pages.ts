import { ApiError } from '../lib/errors.ts'

/** No list that a person has is longer: who answers more goes round in a circle. */
export const mostPages = 1_000

export function endlessList(url: string, path: string): ApiError {
  const message = `${url} answered more than ${mostPages} pages of GET ${path.split('?')[0]}, and no end: qp reads no further.`
  return new ApiError(message, { status: 200, code: 'endless_list' })
}
