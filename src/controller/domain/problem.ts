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

/** Which rule was broken, where a face of the API has words or fields of its own for it. */
export type ProblemReason =
  | 'app_exists'
  | 'app_name_format'
  | 'config_key_format'
  | 'cpu_format'
  | 'domain_format'
  | 'domain_taken'
  | 'key_format'
  | 'key_taken'
  | 'certificate_format'
  | 'memory_format'
  | 'no_such_app'
  | 'nothing_to_run'
  | 'password_format'
  | 'email_format'
  | 'username_format'
  | 'username_taken'
  | 'whitelist_format'

export interface ProblemOptions extends ErrorOptions {
  reason?: ProblemReason
}

/** A refusal or failure that its reader can act on: what, which, what next. Anything else thrown is a bug. */
export class Problem extends Error {
  readonly id: ProblemId
  readonly reason: ProblemReason | undefined
  constructor(id: ProblemId, message: string, { reason, ...options }: ProblemOptions = {}) {
    super(message, options)
    this.name = 'Problem'
    this.id = id
    this.reason = reason
  }
}

export function problem(id: ProblemId, message: string, options?: ProblemOptions): Problem {
  return new Problem(id, message, options)
}

/** What was said of a failure, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
