/** The five kinds of error a command may throw. `exit-codes.ts` maps each to words and a code; anything else is a bug. */

/** The command line can't be understood: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Something its reader can act on: exit 1 (or the code given). `hint` says what next, `code` names it for `--json`. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: string
  readonly hint: string | undefined
  readonly exitCode: number
  constructor(
    message: string,
    options: { code?: string; hint?: string; exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code ?? 'failed'
    this.hint = options.hint
    this.exitCode = options.exitCode ?? 1
  }
}

/** What the controller refused. Decide by `code` (the body's `id`), never by the message. Holds no token or header. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  constructor(message: string, options: { status: number; code: string; requestId?: string | undefined }) {
    super(message)
    this.status = options.status
    this.code = options.code
    this.requestId = options.requestId
  }
}

/** The person pressed Ctrl-C: exit 130. */
export class CancelError extends Error {
  override readonly name = 'CancelError'
}

/** A remote process ended with this code; it has said why itself. */
export class RemoteExit extends Error {
  override readonly name = 'RemoteExit'
  readonly exitCode: number
  constructor(exitCode: number) {
    super(`the remote process ended with exit code ${exitCode}`)
    this.exitCode = exitCode
  }
}
