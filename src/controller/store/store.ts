import { type Kysely, sql } from 'kysely'
import { type AppPairTable, appPairTable } from './app-pairs.ts'
import { type AppTable, appTable } from './apps.ts'
import { type AutomaticCertificateTable, automaticCertificateTable } from './automatic-certificates.ts'
import { type BuildpackInstallationTable, buildpackInstallationTable } from './buildpack-installations.ts'
import { type BuildTable, buildTable } from './builds.ts'
import { type CertificateTable, certificateTable } from './certificates.ts'
import { type CollaboratorTable, collaboratorTable } from './collaborators.ts'
import { type ContainerImageTable, containerImageTable } from './container-images.ts'
import { openDatabase } from './database.ts'
import { type DrainTable, drainTable } from './drains.ts'
import { type FormationTable, formationTable } from './formation.ts'
import { type LeaseTable, leaseTable } from './leases.ts'
import { type OAuthClientTable, oauthClientTable } from './oauth-clients.ts'
import { type OAuthGrantTable, oauthGrantTable } from './oauth-grants.ts'
import { type RegistryTable, registryTable } from './registries.ts'
import { type ReleaseTable, releaseTable } from './releases.ts'
import { type RoutingTable, routingTable } from './routings.ts'
import { type RunTable, runTable } from './runs.ts'
import type { Schema } from './schema.ts'
import { type ServiceTable, serviceTable } from './services.ts'
import { type SettingTable, settingTable } from './settings.ts'
import { type SlugTable, slugTable } from './slugs.ts'
import { type SshKeyTable, sshKeyTable } from './ssh-keys.ts'
import { type TokenTable, tokenTable } from './tokens.ts'
import { type UserCertificateTable, userCertificateTable } from './user-certificates.ts'
import { type UserTable, userTable } from './users.ts'
import { type WebDomainTable, webDomainTable } from './web-domains.ts'
import { type WebhookDeliveryTable, webhookDeliveryTable } from './webhook-deliveries.ts'
import { type WebhookEventTable, webhookEventTable } from './webhook-events.ts'
import { type WebhookTable, webhookTable } from './webhooks.ts'

/** What the controller remembers, one property per table. */
export interface Tables {
  settings: SettingTable
  users: UserTable
  tokens: TokenTable
  oauthClients: OAuthClientTable
  oauthGrants: OAuthGrantTable
  sshKeys: SshKeyTable
  apps: AppTable
  collaborators: CollaboratorTable
  slugs: SlugTable
  builds: BuildTable
  releases: ReleaseTable
  formation: FormationTable
  webDomains: WebDomainTable
  routings: RoutingTable
  services: ServiceTable
  certificates: CertificateTable
  automaticCertificates: AutomaticCertificateTable
  userCertificates: UserCertificateTable
  drains: DrainTable
  webhooks: WebhookTable
  webhookEvents: WebhookEventTable
  webhookDeliveries: WebhookDeliveryTable
  appTags: AppPairTable
  appLabels: AppPairTable
  runs: RunTable
  buildpackInstallations: BuildpackInstallationTable
  registries: RegistryTable
  containerImages: ContainerImageTable
  leases: LeaseTable
}

export interface Store extends Tables {
  /** All of it happens, or nothing. Use the tables that are handed in, not those outside. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /** What was removed is in no file any more: it was overwritten in the store's own, but not in the one that SQLite writes ahead. */
  forgetRemoved(): Promise<void>
  close(): Promise<void>
}

/** @param path a file, or `:memory:` */
export async function openStore(path: string): Promise<Store> {
  const db = await openDatabase(path)
  return {
    ...tablesOf(db),
    transaction: (work) => db.transaction().execute((transaction) => work(tablesOf(transaction))),
    forgetRemoved: async () => void (await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)),
    close: () => db.destroy(),
  }
}

function tablesOf(db: Kysely<Schema>): Tables {
  return {
    settings: settingTable(db),
    users: userTable(db),
    tokens: tokenTable(db),
    oauthClients: oauthClientTable(db),
    oauthGrants: oauthGrantTable(db),
    sshKeys: sshKeyTable(db),
    apps: appTable(db),
    collaborators: collaboratorTable(db),
    slugs: slugTable(db),
    builds: buildTable(db),
    releases: releaseTable(db),
    formation: formationTable(db),
    webDomains: webDomainTable(db),
    routings: routingTable(db),
    services: serviceTable(db),
    certificates: certificateTable(db),
    automaticCertificates: automaticCertificateTable(db),
    userCertificates: userCertificateTable(db),
    drains: drainTable(db),
    webhooks: webhookTable(db),
    webhookEvents: webhookEventTable(db),
    webhookDeliveries: webhookDeliveryTable(db),
    appTags: appPairTable(db, 'app_tags'),
    appLabels: appPairTable(db, 'app_labels'),
    runs: runTable(db),
    buildpackInstallations: buildpackInstallationTable(db),
    registries: registryTable(db),
    containerImages: containerImageTable(db),
    leases: leaseTable(db),
  }
}
