export type RollOutStep = 'start' | 'wait' | 'switch' | 'drain' | 'stop'

/** What a long piece of work tells whoever watches it, while it runs. */
export type Progress =
  | { kind: 'output'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'step'; step: RollOutStep; dyno: string | null; state: 'begun' | 'done' | 'failed'; text: string }

export type Report = (progress: Progress) => void
