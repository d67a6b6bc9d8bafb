import { Type } from 'typebox'

/** `PATCH /apps/{app}/acm`: tries at once again what failed. */
export const AcmUpdate = Type.Object({ acm_refresh: Type.Literal(true) })
