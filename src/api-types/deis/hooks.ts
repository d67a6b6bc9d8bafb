import { type Static, Type } from 'typebox'

// What the builder asks of a controller, by `X-Deis-Builder-Auth`. No client of users asks it.

/** `GET /hooks/key/:fingerprint`: whose key it is, and which apps are theirs. */
export const DeisKeyOwner = Type.Object({ username: Type.String(), apps: Type.Array(Type.String()) })
export type DeisKeyOwner = Static<typeof DeisKeyOwner>

/** `GET /hooks/keys/:app` and `…/:user`: by user. */
export const DeisKeysByUser = Type.Record(
  Type.String(),
  Type.Array(Type.Object({ key: Type.String(), fingerprint: Type.String() })),
)
export type DeisKeysByUser = Static<typeof DeisKeysByUser>

/** `POST /hooks/config/`: answered the app's config. */
export const DeisConfigHook = Type.Object({ receive_user: Type.String(), receive_repo: Type.String() })
export type DeisConfigHook = Static<typeof DeisConfigHook>

/** `POST /hooks/build/` */
export const DeisBuildHook = Type.Object({
  receive_user: Type.String(),
  receive_repo: Type.String(),
  image: Type.String(),
  sha: Type.Optional(Type.String()),
  procfile: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** "true" where one was built. */
  dockerfile: Type.Optional(Type.String()),
})
export type DeisBuildHook = Static<typeof DeisBuildHook>

/** Its answer. */
export const DeisBuildHookAnswer = Type.Object({ release: Type.Object({ version: Type.Integer() }) })
export type DeisBuildHookAnswer = Static<typeof DeisBuildHookAnswer>
