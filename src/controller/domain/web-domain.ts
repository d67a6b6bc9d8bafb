/** A custom hostname that an app answers to, beside its own `<app>.<domain>`. */
export interface WebDomain {
  id: string
  appId: string
  hostname: string
  createdAt: Date
  updatedAt: Date
}
