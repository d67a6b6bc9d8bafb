import { didYouMean, nearWords } from '../../words/near.ts'
import { problem } from './problem.ts'

/** What can be asked for by name. */
export interface KnownBuildpack {
  name: string
  description: string
  /** The git repository; null for one that lies in our own `buildpacks/`, under the name's last part. */
  repository: string | null
}

/** Buildpacks of Heroku's that builds fetch: the repository behind `heroku-buildpack-`, by the name that Heroku's registry gives them. */
const herokus = {
  'heroku/clojure': 'clojure',
  'heroku/dotnet': 'dotnet',
  'heroku/go': 'go',
  'heroku/gradle': 'gradle',
  'heroku/java': 'java',
  'heroku/jvm': 'jvm-common',
  'heroku/php': 'php',
  'heroku/python': 'python',
  'heroku/ruby': 'ruby',
  'heroku/scala': 'scala',
}

/** The same, of those that bring no language. They want nothing of a stack but its programs, unless they fetch some made for it. */
const companions = {
  'heroku/google-chrome': 'google-chrome',
  'heroku/metrics': 'metrics',
  'heroku/pgbouncer': 'pgbouncer',
  'heroku-community/apt': 'apt',
  'heroku-community/awscli': 'awscli',
  'heroku-community/chrome-for-testing': 'chrome-for-testing',
  'heroku-community/cli': 'cli',
  'heroku-community/inline': 'inline',
  'heroku-community/locale': 'locale',
  'heroku-community/multi-procfile': 'multi-procfile',
  'heroku-community/nginx': 'nginx',
  'heroku-community/static': 'static',
}

export const knownBuildpacks: readonly KnownBuildpack[] = [
  { name: 'heroku/nodejs', description: 'Node.js apps, by their package.json', repository: null },
  { name: 'qp/nodejs', description: 'the same as heroku/nodejs', repository: null },
  {
    name: 'qp/null',
    description: 'takes the source as it is, for apps of a Procfile alone',
    repository: null,
  },
  ...fetched(herokus, "Heroku's own, fetched by each build; it wants one of Heroku's stack images"),
  ...fetched(companions, "Heroku's, fetched by each build"),
]

function fetched(repositories: Readonly<Record<string, string>>, description: string): KnownBuildpack[] {
  return Object.entries(repositories).map(([name, repository]) => ({
    name,
    description,
    repository: `https://github.com/heroku/heroku-buildpack-${repository}`,
  }))
}

/**
 * Who is asked whether an app is theirs, where nobody has named a buildpack: in Heroku's order
 * (devcenter.heroku.com/articles/buildpacks), and last `null`, which takes what has a Procfile. `buildpacks/build.sh` knows the files
 * that make an app one for a buildpack that is still to be fetched.
 */
export const detectedBuildpacks: readonly string[] = [
  'heroku/ruby',
  'heroku/nodejs',
  'heroku/clojure',
  'heroku/python',
  'heroku/java',
  'heroku/gradle',
  'heroku/scala',
  'heroku/php',
  'heroku/go',
  'heroku/dotnet',
  'qp/null',
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
