/** Works on the items in order, no more than `limit` at a time. */
export async function workAtOnce<T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items].values()
  await Promise.all(
    Array.from({ length: limit }, async () => {
      for (const item of waiting) await work(item)
    }),
  )
}
