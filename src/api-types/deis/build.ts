import { type Static, Type } from 'typebox'
import { DeisPairs, DeisTime, DeisUuid } from './reference.ts'

export const DeisBuild = Type.Object({
  owner: Type.String(),
  app: Type.String(),
  image: Type.String(),
  /** Empty where it was made from an image. */
  sha: Type.String(),
  procfile: DeisPairs,
  /** Not empty where a Dockerfile was built. */
  dockerfile: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  uuid: DeisUuid,
})
export type DeisBuild = Static<typeof DeisBuild>

/** `POST /apps/:app/builds/`: answered once it has been deployed. */
export const DeisBuildCreate = Type.Object({
  image: Type.Optional(Type.String()),
  procfile: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
  sha: Type.Optional(Type.String()),
  dockerfile: Type.Optional(Type.String()),
})
export type DeisBuildCreate = Static<typeof DeisBuildCreate>
