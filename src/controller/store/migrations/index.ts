import type { Migration, MigrationProvider } from 'kysely/migration'
import * as firstLight from './0001-first-light.ts'
import * as runs from './0002-runs.ts'
import * as routing from './0003-routing.ts'
import * as certificates from './0004-certificates.ts'
import * as processSettings from './0005-process-settings.ts'
import * as access from './0006-access.ts'
import * as drainsAndWebhooks from './0007-drains-and-webhooks.ts'
import * as buildpacks from './0008-buildpacks.ts'
import * as fromSourceToRelease from './0009-from-source-to-release.ts'
import * as keys from './0010-keys.ts'
import * as stacks from './0011-stacks.ts'
import * as oauthClients from './0012-oauth-clients.ts'
import * as usernames from './0013-usernames.ts'
import * as userCertificates from './0014-user-certificates.ts'
import * as tokenMakers from './0015-token-makers.ts'
import * as references from './0016-references.ts'

/** Numbered, never changed once landed, run in order when the store is opened. */
export const migrations: MigrationProvider = {
  async getMigrations(): Promise<Record<string, Migration>> {
    return {
      '0001-first-light': firstLight,
      '0002-runs': runs,
      '0003-routing': routing,
      '0004-certificates': certificates,
      '0005-process-settings': processSettings,
      '0006-access': access,
      '0007-drains-and-webhooks': drainsAndWebhooks,
      '0008-buildpacks': buildpacks,
      '0009-from-source-to-release': fromSourceToRelease,
      '0010-keys': keys,
      '0011-stacks': stacks,
      '0012-oauth-clients': oauthClients,
      '0013-usernames': usernames,
      '0014-user-certificates': userCertificates,
      '0015-token-makers': tokenMakers,
      '0016-references': references,
    }
  },
}
