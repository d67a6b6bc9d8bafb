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
  storage_unavailable: 503,
} as const

export type ProblemId = keyof typeof problemStatus

/** Which rule was broken, where a face of the API has words or fields of its own for it. */
export type ProblemReason =
  | 'app_exists'
  | 'app_name_format'
  | 'certificate_format'
  | 'certificate_name_format'
  | 'certificate_name_taken'
  | 'config_key_format'
  | 'cpu_format'
  | 'domain_characters'
  | 'domain_format'
  | 'domain_has_certificate'
  | 'domain_only_wildcard'
  | 'domain_reserved'
  | 'domain_taken'
  | 'email_format'
  | 'has_access'
  | 'health_check_format'
  | 'initial_release'
  | 'key_encoding'
  | 'key_format'
  | 'key_name_taken'
  | 'key_taken'
  | 'memory_format'
  | 'no_access'
  | 'no_node'
  | 'no_rollback_target'
  | 'no_such_app'
  | 'no_such_build'
  | 'no_such_certificate'
  | 'no_such_domain'
  | 'no_such_key'
  | 'no_such_process_type'
  | 'no_such_release'
  | 'no_such_service'
  | 'no_such_user'
  | 'not_in_whitelist'
  | 'not_set'
  | 'nothing_to_run'
  | 'owns_apps'
  | 'password_format'
  | 'password_missing'
  | 'private_key_format'
  | 'quantity_format'
  | 'release_not_succeeded'
  | 'tag_format'
  | 'username_format'
  | 'username_taken'
  | 'whitelist_format'
  | 'wrong_login'
  | 'wrong_password'

export interface ProblemOptions extends ErrorOptions {
  reason?: ProblemReason
  /** What the rule was asked of, as it was given: the process type that there is none of. */
  subject?: string
}

/** A refusal or failure that its reader can act on: what, which, what next. Anything else thrown is a bug. */
export class Problem extends Error {
  readonly id: ProblemId
  readonly reason: ProblemReason | undefined
  readonly subject: string | undefined
  constructor(id: ProblemId, message: string, { reason, subject, ...options }: ProblemOptions = {}) {
    super(message, options)
    this.name = 'Problem'
    this.id = id
    this.reason = reason
    this.subject = subject
  }
}

export function problem(id: ProblemId, message: string, options?: ProblemOptions): Problem {
  return new Problem(id, message, options)
}

/** What was said of a failure, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
