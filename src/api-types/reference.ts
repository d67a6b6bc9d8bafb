import { type Static, Type } from 'typebox'

/** How one resource names another: by id, with a readable name where there is one. */
export const Named = Type.Object({ id: Type.String(), name: Type.String() })
export const UserReference = Type.Object({ id: Type.String(), email: Type.String() })
export type UserReference = Static<typeof UserReference>

/** ISO 8601 in UTC, as the Platform API writes times. */
export const Timestamp = Type.String({ format: 'date-time' })

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
