import type { ConfigVars } from './config-vars.ts'
import type { Slug } from './slug.ts'

/** Where neither the image nor anybody else says. Deis's. */
const defaultPort = 5000

/**
 * The port that a dyno which gets requests has to listen on: it finds it as `$PORT`.
 *
 * @param exposedPort what the image of its process type exposes
 */
export function webPort(
  launch: Slug['launch'],
  { config, exposedPort }: { config: ConfigVars; exposedPort: number | null },
): number {
  return configuredPort(launch, config) ?? exposedPort ?? defaultPort
}

/**
 * The config vars as dynos find them: one rule for web, workers and one-off dynos. What buildpacks build listens where it is told to,
 * and, as at Heroku, a config var PORT reaches none of it: a dyno that gets requests would be asked at one port and hear of another.
 * An image may listen where it was built to, and say so in EXPOSE or, as at Deis, in a config var PORT, which wins; one that is no
 * port reaches nobody.
 */
export function visibleConfig(launch: Slug['launch'], config: ConfigVars): ConfigVars {
  if (!Object.hasOwn(config, 'PORT') || configuredPort(launch, config) !== undefined) return config
  const { PORT: _, ...rest } = config
  return rest
}

function configuredPort(launch: Slug['launch'], { PORT: text = '' }: ConfigVars): number | undefined {
  const port = Number(text)
  return launch === 'image' && /^[1-9]\d{0,4}$/.test(text) && port <= 65_535 ? port : undefined
}
