/** How a one-off process was asked for: in a dyno of its own, with a session or without, or inside a dyno that runs. */
export type RunKind = 'attached' | 'detached' | 'inside'

/** A one-off process, from when it was asked for on: who, what, when, from where, and how it ended. */
export interface Run {
  id: string
  appId: string
  kind: RunKind
  /** "run.1234"; for one inside a dyno that dyno's, "web.1". */
  dyno: string
  command: string
  /** A dyno size's name. */
  size: string
  tty: boolean
  releaseVersion: number
  /** As it was then: who left is still named. */
  userEmail: string
  /** The address that it was asked from. */
  from: string
  createdAt: Date
  /** When it is ended, finished or not. */
  endsBy: Date | null
  /** When it is ended if nobody is attached. */
  forgottenBy: Date
  /** Null while it runs. */
  endedAt: Date | null
  /** Null where nobody knows it. It, reason and message are known before the end where the platform brings that about. */
  exitCode: number | null
  /** Why it ended: one of `endReasons` in attach/frames.ts. */
  reason: string | null
  message: string | null
}

/** What is found out when a run ends. */
export type RunEnd = Pick<Run, 'exitCode' | 'reason' | 'message'>
