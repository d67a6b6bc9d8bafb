/** The `filters` parameter of Docker's lists: all of the labels must be there, any one of the other values. */
export function buildFilters(
  labels: Readonly<Record<string, string>>,
  others: Readonly<Record<string, readonly string[]>> = {},
): Record<string, readonly string[]> {
  return { ...others, label: Object.entries(labels).map(([name, value]) => `${name}=${value}`) }
}
