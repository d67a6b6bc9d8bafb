import { ApiError } from '../lib/errors.ts'

/** A part of a list; `next` says how to ask for the one behind it, undefined at the end. */
export interface Page<T, Next> {
  items: readonly T[]
  next: Next | undefined
}

/** No list that a person has is longer: who answers more goes round in a circle. */
export const mostPages = 1_000

/** All pages of a list, or as many as hold `max` items. `at`: how to ask for the first. Throws ApiError for a list without end. */
export async function collectPages<T, Next>(
  list: { url: string; path: string; max: number },
  at: Next,
  ask: (at: Next) => Promise<Page<T, Next>>,
): Promise<T[]> {
  const items: T[] = []
  let page = await ask(at)
  for (let pages = 1; ; pages++) {
    items.push(...page.items)
    if (page.next === undefined || items.length >= list.max) return items.slice(0, list.max)
    if (pages === mostPages) throw endlessList(list)
    page = await ask(page.next)
  }
}

function endlessList({ url, path }: { url: string; path: string }): ApiError {
  const message = `${url} answered more than ${mostPages} pages of GET ${path.split('?')[0]}, and no end: qp reads no further.`
  return new ApiError(message, { status: 200, code: 'endless_list' })
}
