import type { DeisConfig, DeisConfigUpdate } from '../../../api-types/deis/config.ts'
import { parseCpuLimit, parseMemoryLimit } from '../../domain/limits.ts'
import { problem } from '../../domain/problem.ts'
import type { SettingsChange } from '../../domain/process-settings.ts'
import type { Registry } from '../../domain/registry.ts'
import { readHealthChecks } from './health-checks.ts'

type Pairs = Record<string, string | null>

/** What a POST of a config changes, by where it is kept here. */
export interface ConfigChanges {
  values: Pairs
  tags: Pairs
  registry: Partial<Registry>
  settings: SettingsChange[]
}

/**
 * Reads all of it before anything is changed. Throws `invalid_params`, and `not_set` where something is to be taken away that is not there.
 *
 * @param current what holds now
 * @param typeOf the process type that a name means
 */
export function readConfigChanges(
  update: DeisConfigUpdate,
  current: DeisConfig,
  typeOf: (name: string) => string,
): ConfigChanges {
  checkUnset(update, current, typeOf)
  if (hasAny(update.lifecycle_post_start) || hasAny(update.lifecycle_pre_stop))
    throw problem('invalid_params', 'This controller runs no commands when a process starts or stops.')
  return {
    values: readPairs(update.values),
    tags: readPairs(update.tags),
    registry: readRegistry(update.registry),
    settings: readSettings(update, typeOf),
  }
}

function hasAny(values: object | undefined): boolean {
  return Object.keys(values ?? {}).length > 0
}

/** Only what there is can be taken away: of limits what a process type has of its own, of health checks each by itself. */
function checkUnset(update: DeisConfigUpdate, current: DeisConfig, typeOf: (name: string) => string): void {
  for (const attribute of attributes) {
    const had: Readonly<Record<string, unknown>> = current[attribute] ?? {}
    for (const [name, value] of Object.entries(update[attribute] ?? {})) {
      const known = keptAs(attribute, name, typeOf)
      if (isMissing(had, known, value) || hasMissing(had[known], value))
        throw problem('invalid_params', `${name} does not exist under ${attribute}`, { reason: 'not_set' })
    }
  }
}

const perType = ['memory', 'cpu', 'healthcheck', 'termination_grace_period'] as const
const attributes = ['values', 'tags', 'registry', ...perType] as const
type Attribute = (typeof attributes)[number]

function keptAs(attribute: Attribute, name: string, typeOf: (name: string) => string): string {
  if (attribute === 'registry') return name.toLowerCase()
  return perType.some((it) => it === attribute) ? typeOf(name) : name
}

function isMissing(had: object, name: string, value: unknown): boolean {
  return value === null && !Object.hasOwn(had, name)
}

/** In what is changed by its parts. */
function hasMissing(had: unknown = {}, changes: unknown): boolean {
  return Object.entries(Object(changes) as object).some(([name, it]) => isMissing(Object(had), name, it))
}

function readPairs(pairs: DeisConfigUpdate['values'] = {}): Pairs {
  return Object.fromEntries(
    Object.entries(pairs).map(([name, value]) => [name, value === null ? null : String(value)]),
  )
}

function readRegistry(pairs: DeisConfigUpdate['registry']): Partial<Registry> {
  const changes: Partial<Registry> = {}
  for (const [name, value] of Object.entries(readPairs(pairs))) {
    const key = name.toLowerCase()
    if (key !== 'username' && key !== 'password')
      throw problem('invalid_params', `A registry is asked with username and password, and no ${name}.`)
    changes[key] = value
  }
  return changes
}

function readSettings(update: DeisConfigUpdate, typeOf: (name: string) => string): SettingsChange[] {
  const { memory, cpu, termination_grace_period: grace, healthcheck = {} } = update
  const read = (name: string, change: Omit<SettingsChange, 'type'>) => ({ type: typeOf(name), ...change })
  return [
    ...Object.entries(readPairs(memory)).map(([name, text]) =>
      read(name, { limits: { memory: text === null ? null : parseMemoryLimit(text) } }),
    ),
    ...Object.entries(readPairs(cpu)).map(([name, text]) =>
      read(name, { limits: { cpu: text === null ? null : parseCpuLimit(text) } }),
    ),
    ...Object.entries(readPairs(grace)).map(([name, text]) =>
      read(name, { stopGrace: text === null ? null : Number(text) }),
    ),
    ...Object.entries(healthcheck).map(([name, probes]) =>
      read(name, { healthChecks: readHealthChecks(probes) }),
    ),
  ]
}
