/** A path with what stands in it encoded: path`/apps/${app}/config/`. */
export function path(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts.reduce((before, text, at) => before + encodeURIComponent(values[at - 1] ?? '') + text)
}
