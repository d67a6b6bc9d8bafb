import { type Static, Type } from 'typebox'

/** `POST /apps/:app/run`: one string for a shell. */
export const DeisRunCreate = Type.Object({ command: Type.Optional(Type.String()) })
export type DeisRunCreate = Static<typeof DeisRunCreate>

/** Its answer, once it has ended: stdout and stderr in one. */
export const DeisRun = Type.Object({
  exit_code: Type.Integer(),
  output: Type.String(),
  /** qp alone, and only where it is more than 0: how many bytes there was no room for. The end of `output` says so too. */
  output_cut: Type.Optional(Type.Integer()),
})
export type DeisRun = Static<typeof DeisRun>

/** The same by v1: `[0, "hi\n"]` */
export const DeisRunOfV1 = Type.Tuple([Type.Integer(), Type.String()])
export type DeisRunOfV1 = Static<typeof DeisRunOfV1>
