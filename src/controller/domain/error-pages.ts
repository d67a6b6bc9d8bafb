import { longestUrl } from './capacity.ts'

/** Pages of an app's own that the router shows in place of its own, by address. */
export interface ErrorPages {
  maintenance: string | undefined
  error: string | undefined
}

/**
 * By Heroku's config vars (https://devcenter.heroku.com/articles/error-pages). What is no address that a browser can load from
 * somewhere else is left out: it would lead back to the app that can't answer.
 */
export function errorPagesOf(config: Readonly<Record<string, string>>): ErrorPages {
  return {
    maintenance: normalizeUrl(config['MAINTENANCE_PAGE_URL']),
    error: normalizeUrl(config['ERROR_PAGE_URL']),
  }
}

/** `//cdn.example.com/down.html` is loaded as the page around it was. */
function normalizeUrl(given = ''): string | undefined {
  const text = given.trim()
  if (!/^(https?:)?\/\//i.test(text) || text.length > longestUrl) return undefined
  if (!URL.canParse(text, 'https://localhost')) return undefined
  const { href } = new URL(text, 'https://localhost')
  return text.startsWith('//') ? href.slice('https:'.length) : href
}
