import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** The Platform API's app feature and account feature, which have the same fields. */
export const Feature = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Type.String(),
  description: Type.String(),
  doc_url: Type.String(),
  feedback_email: Type.String(),
  enabled: Type.Boolean(),
  /** "general" for what `features` lists; anything else for `labs`. */
  state: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Feature = Static<typeof Feature>

export const FeatureUpdate = Type.Object({ enabled: Type.Boolean() })
export type FeatureUpdate = Static<typeof FeatureUpdate>
