import { type Static, Type } from 'typebox'

/** A buildpack that an app's builds run, at its place in their order: `ordinal` counts from 0. */
export const BuildpackInstallation = Type.Object({
  ordinal: Type.Integer(),
  buildpack: Type.Object({
    /** As it was asked for: a name, or the URL. */
    name: Type.String(),
    /** The URL it comes from; `urn:buildpack:<name>` for one that the controller has. */
    url: Type.String(),
  }),
})
export type BuildpackInstallation = Static<typeof BuildpackInstallation>

/** `PUT /apps/:app/buildpack-installations`: these and no others, in this order, each by name, URL or URN. */
export const BuildpackInstallationsUpdate = Type.Object({
  updates: Type.Array(Type.Object({ buildpack: Type.String({ minLength: 1 }) })),
})
export type BuildpackInstallationsUpdate = Static<typeof BuildpackInstallationsUpdate>

/** `GET /buildpacks`: what can be asked for by name. Made for qp; at Heroku another server answers that. */
export const Buildpack = Type.Object({
  name: Type.String(),
  /** Empty where nobody says. */
  description: Type.String(),
  /** Where it comes from; `urn:buildpack:<name>` for one that the controller has. */
  url: Type.String(),
  /** The controller has it, and a build needs no network for it. */
  built_in: Type.Boolean(),
})
export type Buildpack = Static<typeof Buildpack>
