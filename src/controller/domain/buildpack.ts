import { didYouMean, nearWords } from '../../words/near.ts'
import { problem } from './problem.ts'

/** What can be asked for by name. */
export interface KnownBuildpack {
  name: string
  description: string
  /** The git repository; null for one that lies in our own `buildpacks/`, under the name's last part. */
  repository: string | null
}

/** In the order in which they are asked; `null` takes what no other takes. */
export const builtInBuildpacks = ['nodejs', 'null']

/** The repositories of Heroku's own buildpacks, by the name that Heroku's registry gives them. */
const herokus = {
  clojure: 'clojure',
  dotnet: 'dotnet',
  go: 'go',
  gradle: 'gradle',
  java: 'java',
  jvm: 'jvm-common',
  php: 'php',
  python: 'python',
  ruby: 'ruby',
  scala: 'scala',
}

export const knownBuildpacks: readonly KnownBuildpack[] = [
  { name: 'heroku/nodejs', description: 'Node.js apps, by their package.json', repository: null },
  { name: 'qp/nodejs', description: 'the same as heroku/nodejs', repository: null },
  {
    name: 'qp/null',
    description: 'takes the source as it is, for apps of a Procfile alone',
    repository: null,
  },
  ...Object.entries(herokus).map(([name, repository]) => ({
    name: `heroku/${name}`,
    description: "Heroku's own, fetched by each build; it wants one of Heroku's stack images",
    repository: `https://github.com/heroku/heroku-buildpack-${repository}`,
  })),
]

const urn = 'urn:buildpack:'
const address = /^(https?|git|ssh):\/\/\S+$|^git@\S+$/

/**
 * The name, URL or URN that somebody asked for → what builds are told: the name of a buildpack of ours, or an address to fetch
 * it from. What nobody knows stays as it is, for the build to refuse.
 *
 * @example
 * resolveBuildpack('heroku/ruby') // 'https://github.com/heroku/heroku-buildpack-ruby'
 * resolveBuildpack('urn:buildpack:heroku/nodejs') // 'heroku/nodejs'
 */
export function resolveBuildpack(asked: string): string {
  const found = findBuildpack(asked)
  return found?.repository ?? found?.name ?? asked
}

/** As the Platform API shows it. */
export function buildpackUrl({ name, repository }: KnownBuildpack): string {
  return repository ?? urn + name
}

/** Throws `invalid_params` for a name that nothing is known by. */
export function getBuildpack(asked: string): KnownBuildpack {
  const found = findBuildpack(asked)
  if (found) return found
  const names = knownBuildpacks.map((it) => it.name)
  throw problem(
    'invalid_params',
    `No buildpack is known by the name ${JSON.stringify(asked)}.${didYouMean(nearWords(asked, names))} ` +
      'Give the address of its git repository (https://…), or a name that `qp buildpacks:search` lists.',
  )
}

/** An address stands for itself. */
export function findBuildpack(asked: string): KnownBuildpack | undefined {
  const name = asked.startsWith(urn) ? asked.slice(urn.length) : asked
  if (address.test(name)) return { name, description: '', repository: name }
  return knownBuildpacks.find((it) => it.name === name)
}
