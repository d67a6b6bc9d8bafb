import { Problem, type ProblemId } from './problem.ts'

/** What an OAuth client is told of by a word of RFC 6749 (4.1.2.1, 5.2), and the id that the Platform API has for it. */
const problemIds = {
  invalid_client: 'unauthorized',
  invalid_grant: 'invalid_params',
  invalid_request: 'bad_request',
  invalid_scope: 'invalid_params',
  unsupported_grant_type: 'invalid_params',
  unsupported_response_type: 'invalid_params',
} as const satisfies Record<string, ProblemId>

export type OAuthError = keyof typeof problemIds

export class OAuthProblem extends Problem {
  readonly error: OAuthError
  constructor(error: OAuthError, message: string, options?: ErrorOptions) {
    super(problemIds[error], message, options)
    this.name = 'OAuthProblem'
    this.error = error
  }
}
