import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

// What the router does with an app's requests. Heroku has none of these resources; the words are Deis's.

/** `GET`, `PATCH /apps/:app/routing`: whether the app is reachable. */
export const Routing = Type.Object({ app: Named, enabled: Type.Boolean(), updated_at: Nullable(Timestamp) })
export type Routing = Static<typeof Routing>

export const RoutingUpdate = Type.Object({ enabled: Type.Boolean() })
export type RoutingUpdate = Static<typeof RoutingUpdate>

/** `GET`, `PATCH /apps/:app/tls`: whether plain http is sent to https; null where nobody has said. */
export const Tls = Type.Object({
  app: Named,
  https_enforced: Nullable(Type.Boolean()),
  updated_at: Nullable(Timestamp),
})
export type Tls = Static<typeof Tls>

export const TlsUpdate = Type.Object({ https_enforced: Type.Boolean() })
export type TlsUpdate = Static<typeof TlsUpdate>

/** `GET`, `PATCH /apps/:app/whitelist`: whom the router lets in; everybody where it is empty. */
export const Whitelist = Type.Object({
  app: Named,
  /** IP addresses and networks: "192.0.2.7", "10.0.0.0/8". */
  addresses: Type.Array(Type.String()),
  updated_at: Nullable(Timestamp),
})
export type Whitelist = Static<typeof Whitelist>

/** All of it happens, or nothing. */
export const WhitelistUpdate = Type.Object({
  add: Type.Optional(Type.Array(Type.String())),
  remove: Type.Optional(Type.Array(Type.String())),
})
export type WhitelistUpdate = Static<typeof WhitelistUpdate>
