import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** The Platform API's region: where apps run. */
export const Region = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  country: Type.String(),
  locale: Type.String(),
  private_capable: Type.Boolean(),
  provider: Type.Object({ name: Type.String(), region: Type.String() }),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Region = Static<typeof Region>
