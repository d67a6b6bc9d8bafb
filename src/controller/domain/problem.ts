/** What the controller refuses, and the HTTP status it is answered with. The ids are the Platform API's where it has one. */
export const problemStatus = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  /** In a dyno; `not_found` is the dyno. */
  no_such_file: 404,
  conflict: 409,
  gone: 410,
  invalid_params: 422,
  build_failed: 422,
  release_failed: 422,
  rate_limit: 429,
  engine_unavailable: 503,
  router_unavailable: 503,
} as const

export type ProblemId = keyof typeof problemStatus

/** A refusal or failure that its reader can act on: what, which, what next. Anything else thrown is a bug. */
export class Problem extends Error {
  readonly id: ProblemId
  constructor(id: ProblemId, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Problem'
    this.id = id
  }
}

export function problem(id: ProblemId, message: string, options?: ErrorOptions): Problem {
  return new Problem(id, message, options)
}

/** What was said of a failure, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
