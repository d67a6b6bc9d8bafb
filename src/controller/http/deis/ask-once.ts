/**
 * The same question, asked again, has the answer of the first time: for the items of a list, which have the same few owners. Make one
 * for each list, since what is asked for changes.
 */
export function askOnce<Key, Answer>(ask: (key: Key) => Promise<Answer>): (key: Key) => Promise<Answer> {
  const answers = new Map<Key, Promise<Answer>>()
  return (key) => {
    const answer = answers.get(key) ?? ask(key)
    answers.set(key, answer)
    return answer
  }
}
