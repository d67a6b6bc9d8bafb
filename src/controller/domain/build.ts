export interface Build {
  id: string
  appId: string
  userId: string
  status: 'pending' | 'succeeded' | 'failed'
  /** A commit, or the image that was asked for. */
  source: string
  slugId: string | null
  releaseId: string | null
  createdAt: Date
  updatedAt: Date
}
