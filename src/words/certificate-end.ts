/** In ms. */
const day = 86_400_000

/** From how many days before its end on whoever has a certificate is told of it. */
const soon = 14

/** "expires in 5 days", "has expired"; undefined while the end, `left` ms ahead, is not soon, or is unknown. */
export function describeEnd(left: number): string | undefined {
  if (!(left <= soon * day)) return undefined
  if (left <= 0) return 'has expired'
  const days = Math.floor(left / day)
  if (days === 0) return 'expires within a day'
  return `expires in ${days === 1 ? '1 day' : `${days} days`}`
}
