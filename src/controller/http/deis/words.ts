import type { Problem, ProblemReason } from '../../domain/problem.ts'

/**
 * The field that a broken rule is about in Deis's API, and the words by which its clients know it (controller-sdk-go, errors.go); without,
 * ours: they say more.
 */
const words: Partial<Record<ProblemReason, readonly [field: string, text?: string]>> = {
  app_exists: ['id', 'Application with this id already exists.'],
  app_name_format: ['id'],
  username_taken: ['username', 'A user with that username already exists.'],
  username_format: [
    'username',
    'Enter a valid username. This value may contain only letters, numbers and @/./+/-/_ characters.',
  ],
  email_format: ['email', 'Enter a valid email address.'],
}

/** The body of the refusal; undefined where `detail` and the problem's own message are all there is. */
export function wordsOf({ reason, message }: Problem): Record<string, string[]> | undefined {
  if (reason === undefined) return undefined
  const [field, text] = words[reason] ?? []
  return field === undefined ? undefined : { [field]: [text ?? message] }
}
