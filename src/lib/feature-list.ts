import type { Feature } from '../api-types/feature.ts'
import { type Colours, colours } from './colour.ts'
import { UserError } from './errors.ts'
import { renderFields, renderHeading } from './layout.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `features` has those that are there to stay, `labs` the others. */
export function isGeneral(feature: Feature): boolean {
  return feature.state === 'general'
}

export function renderFeatures(title: string, features: readonly Feature[], terminal: Terminal): string {
  const heading = renderHeading(title, colours(terminal.colour.stdout))
  if (features.length === 0) return heading
  const table = renderTable(
    features.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    [{ value: (it) => `[${it.enabled ? '+' : ' '}] ${it.name}` }, { value: (it) => it.description }],
    terminal,
  )
  return `${heading}\n\n${table}`
}

export function renderFeature(feature: Feature, paint: Colours): string {
  const fields = {
    Description: feature.description,
    Docs: feature.doc_url || undefined,
    Enabled: String(feature.enabled),
  }
  return `${renderHeading(feature.name, paint)}\n\n${renderFields(fields, paint)}`
}

/** As Heroku's client, which calls it a failure. */
export function checkChanges(feature: Feature, enabled: boolean): void {
  if (feature.enabled !== enabled) return
  const state = enabled ? 'enabled' : 'disabled'
  throw new UserError(`${feature.name} is already ${state}.`, { code: `already_${state}` })
}
