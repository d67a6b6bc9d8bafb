import { type Static, Type } from 'typebox'
import { Nullable } from './reference.ts'

/**
 * What takes long can be watched. A request with `Accept: application/x-ndjson` is answered 200 with lines of JSON:
 * any number of `{"progress": …}`, then one `{"result": {"status", "headers", "body"}}`, which is what the same request would
 * have been answered without that header. Made for qp; the Platform API has nothing like it.
 */
export const Progress = Type.Union([
  /** A line of build output, as the build wrote it. */
  Type.Object({ kind: Type.Literal('output'), text: Type.String() }),
  /** One of the five steps of a roll-out, for one dyno or (dyno null) for the app. */
  Type.Object({
    kind: Type.Literal('step'),
    step: Type.Union([
      Type.Literal('start'),
      Type.Literal('wait'),
      Type.Literal('switch'),
      Type.Literal('drain'),
      Type.Literal('stop'),
    ]),
    dyno: Nullable(Type.String()),
    state: Type.Union([Type.Literal('begun'), Type.Literal('done'), Type.Literal('failed')]),
    text: Type.String(),
  }),
  /** Something the person should know: "waiting for another deploy of blog to finish". */
  Type.Object({ kind: Type.Literal('note'), text: Type.String() }),
])
export type Progress = Static<typeof Progress>
export type ProgressStep = Extract<Progress, { kind: 'step' }>

export const ProgressLine = Type.Union([
  Type.Object({ progress: Progress }),
  Type.Object({
    result: Type.Object({
      status: Type.Integer(),
      headers: Type.Record(Type.String(), Type.String()),
      body: Type.Unknown(),
    }),
  }),
])
export type ProgressLine = Static<typeof ProgressLine>
