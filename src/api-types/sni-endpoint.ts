import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

/** What can be read in a certificate: of use to Heroku's client, which crashes without `cert_domains`. */
const SslCert = Type.Object({
  id: Type.String(),
  /** Made and renewed by the controller. */
  acm: Type.Boolean(),
  'ca_signed?': Type.Boolean(),
  'self_signed?': Type.Boolean(),
  /** The names that it holds for. */
  cert_domains: Type.Array(Type.String()),
  /** SHA-256, as `AB:CD:…`. */
  fingerprint: Type.String(),
  /** `/C=DE/CN=www.example.com` */
  issuer: Type.String(),
  subject: Type.String(),
  starts_at: Timestamp,
  expires_at: Timestamp,
})

/** A certificate of an app. Its private key is in no answer. */
export const SniEndpoint = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Nullable(Type.String()),
  app: Named,
  certificate_chain: Type.String(),
  /** The app's own hostname. */
  cname: Type.String(),
  /** The hostnames that the router answers with it for. */
  domains: Type.Array(Type.String()),
  ssl_cert: SslCert,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type SniEndpoint = Static<typeof SniEndpoint>

/** PEM texts; without a name the controller makes one of the certificate's first. */
export const SniEndpointCreate = Type.Object({
  certificate_chain: Type.String(),
  private_key: Type.String(),
  name: Type.Optional(Type.String()),
})
export type SniEndpointCreate = Static<typeof SniEndpointCreate>

export const SniEndpointUpdate = Type.Object({
  certificate_chain: Type.String(),
  private_key: Type.String(),
})
export type SniEndpointUpdate = Static<typeof SniEndpointUpdate>
