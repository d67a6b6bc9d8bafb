import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** What apps can be built on: an image for buildpacks, or `container` for images. */
export const Stack = Type.Object({
  id: Type.String(),
  name: Type.String(),
  default: Type.Boolean(),
  state: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Stack = Static<typeof Stack>
