import { createHash } from 'node:crypto'
import type { Image } from '../engine/engine.ts'
import type { HostCertificates } from './host-certificates.ts'
import { stackPackages, stackSuite } from './stack-packages.ts'

/** All that an image is made of that qp makes by itself. What is changed here makes the images before it stale. */
export const stackRecipe = {
  suite: stackSuite,
  packages: stackPackages,
  /** A crash ends the build anyway, so nothing need reach the disk at once (half the time); and nobody reads manuals there. */
  dpkgSettings: `force-unsafe-io
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/info/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/man/*
`,
  /** Who apps run as, with a home where buildpacks expect an app: empty, without the usual dot files. */
  user: 'useradd --uid 1000 --shell /bin/bash --home-dir /app --no-create-home --user-group app'.split(' '),
  /** The one that Heroku's buildpacks name, beside Debian's own C.UTF-8. */
  locale: 'localedef --no-archive --inputfile en_US --charmap UTF-8 en_US.UTF-8'.split(' '),
  emptiedFolders: ['var/cache/apt', 'var/lib/apt/lists', 'var/log', 'tmp'],
  env: { LANG: 'C.UTF-8' },
} as const

const labels = { recipe: 'qp.stack-recipe', certificates: 'qp.stack-certificates' } as const

/** What is written on an image that is made now. script/bootstrap knows the first label, too. */
export function stackLabels({ pem }: Pick<HostCertificates, 'pem'>): Record<string, string> {
  return { [labels.recipe]: digest(JSON.stringify(stackRecipe)), [labels.certificates]: digest(pem) }
}

/** Whether qp made it, of something else than it would be made of now. Of an image that was taken nothing is known. */
export function isStale(image: Pick<Image, 'labels'>, certificates?: Pick<HostCertificates, 'pem'>): boolean {
  const now = stackLabels(certificates ?? { pem: '' })
  const compared = certificates ? [labels.recipe, labels.certificates] : [labels.recipe]
  return isOwnMake(image) && compared.some((it) => image.labels[it] !== now[it])
}

/** Whether it was made by qp, and not taken. */
export function isOwnMake(image: Pick<Image, 'labels'>): boolean {
  return image.labels[labels.recipe] !== undefined
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
