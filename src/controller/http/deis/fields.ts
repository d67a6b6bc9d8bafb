import { Type } from 'typebox'

/** A field that must be there and say something. */
export const notBlank = Type.String({ minLength: 1 })

/** A username or an email address: no more than any is. */
export const loginName = Type.String({ minLength: 1, maxLength: 255 })
