/**
 * A certificate that a user has brought and attaches to domains of whichever app: Deis's way. What serves a domain is a copy of it
 * that belongs to the app.
 */
export interface UserCertificate {
  id: number
  ownerId: string
  /** Nobody else's has the same. */
  name: string
  /** PEM: the certificate itself, then those that vouch for it. */
  chain: string
  /** PEM, not encrypted. In no answer. */
  privateKey: string
  createdAt: Date
  updatedAt: Date
}
