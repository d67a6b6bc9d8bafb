import { checkRoom } from './capacity.ts'
import { problem } from './problem.ts'

export type AppLabels = Readonly<Record<string, string>>

const name = /^[a-z\d]([\w./-]{0,61}[a-z\d])?$/i
const longestValue = 255

/** The labels as a change leaves them; null takes one away. Values are any line of text. Throws `invalid_params`. */
export function applyLabelChanges(
  current: AppLabels,
  changes: Readonly<Record<string, string | null>>,
): AppLabels {
  const next: Record<string, string> = { ...current }
  for (const [label, value] of Object.entries(changes)) {
    if (!name.test(label))
      throw problem(
        'invalid_params',
        `${JSON.stringify(label)} can't be a label: letters, digits, -, _, . and /, 63 at most.`,
      )
    if (value === null) delete next[label]
    else if (/^[^\p{Cc}]*$/u.test(value) && value.length <= longestValue) next[label] = value
    else
      throw problem(
        'invalid_params',
        `The value of the label ${label} is not one line of ${longestValue} characters at most.`,
      )
  }
  const had = Object.keys(current).length
  checkRoom('label', 'The app', had, Object.keys(next).length - had)
  return next
}
