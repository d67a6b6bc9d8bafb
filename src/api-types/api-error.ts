import { type Static, Type } from 'typebox'

/** The body of every answer that is not a success. Decide by `id`, never by the message. */
export const ApiErrorBody = Type.Object({
  id: Type.String(),
  message: Type.String(),
  url: Type.Optional(Type.String()),
})
export type ApiErrorBody = Static<typeof ApiErrorBody>
