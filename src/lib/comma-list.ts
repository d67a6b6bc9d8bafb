/** `deploy,operate`, as Heroku's flags take several words; undefined stays so. */
export function parseCommaList(text: string): string[]
export function parseCommaList(text: string | undefined): string[] | undefined
export function parseCommaList(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
