import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type { Certificate } from '../../domain/certificate.ts'
import type { Release } from '../../domain/release.ts'
import type { Slug } from '../../domain/slug.ts'
import type { User } from '../../domain/user.ts'

/** What the store holds of an app beside itself, as far as the API tells of it. */
export interface AppFacts {
  app: App
  owner: User
  release: Release
  slug: Slug | undefined
  buildStack: string | null
  certificates: readonly Certificate[]
  hasAutomaticCertificates: boolean
  isInMaintenance: boolean
}

/** In the order of the apps, without those that were destroyed meanwhile. As many questions to the store for all as for one. */
export async function readAppFacts({ store }: Platform, apps: readonly App[]): Promise<AppFacts[]> {
  const ids = apps.map((it) => it.id)
  const releases = await store.releases.listCurrent(ids)
  const slugIds = releases.flatMap((it) => it.slugId ?? [])
  const releaseOf = new Map(releases.map((it) => [it.appId, it]))
  const slugOf = new Map((await store.slugs.list(slugIds)).map((it) => [it.id, it]))
  const owners = await store.users.listEvenRemoved([...new Set(apps.map((it) => it.ownerId))])
  const ownerOf = new Map(owners.map((it) => [it.id, it]))
  const certificatesOf = Map.groupBy(await store.certificates.listOfApps(ids), (it) => it.appId)
  const automatic = new Set(await store.automaticCertificates.listAppIds())
  const buildStacks = await store.apps.buildStacksOf(ids)
  const routings = await store.routings.ofApps(ids)
  return apps.flatMap((app) => {
    const [release, owner] = [releaseOf.get(app.id), ownerOf.get(app.ownerId)]
    // Every app has both as long as it is there.
    if (!release || !owner) return []
    return {
      app,
      owner,
      release,
      slug: release.slugId === null ? undefined : slugOf.get(release.slugId),
      buildStack: buildStacks.get(app.id) ?? null,
      certificates: certificatesOf.get(app.id) ?? [],
      hasAutomaticCertificates: automatic.has(app.id),
      isInMaintenance: routings.get(app.id)?.isInMaintenance ?? false,
    }
  })
}
