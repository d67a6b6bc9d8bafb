import { Type } from 'typebox'

/** A field that must be there and say something. */
export const notBlank = Type.String({ minLength: 1 })
