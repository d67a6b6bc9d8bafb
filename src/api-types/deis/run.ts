import { type Static, Type } from 'typebox'

/** `POST /apps/:app/run`: one string for a shell. */
export const DeisRunCreate = Type.Object({ command: Type.Optional(Type.String()) })
export type DeisRunCreate = Static<typeof DeisRunCreate>

/** Its answer, once it has ended: stdout and stderr in one. */
export const DeisRun = Type.Object({ exit_code: Type.Integer(), output: Type.String() })
export type DeisRun = Static<typeof DeisRun>

/** The same by v1: `[0, "hi\n"]` */
export const DeisRunOfV1 = Type.Tuple([Type.Integer(), Type.String()])
export type DeisRunOfV1 = Static<typeof DeisRunOfV1>
