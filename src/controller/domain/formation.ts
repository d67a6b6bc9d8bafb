/** How many dynos of a process type should run, at which size. `stopped` are the ordinals that `ps:stop` stopped. */
export interface FormationEntry {
  id: string
  appId: string
  type: string
  quantity: number
  size: string
  stopped: readonly number[]
  createdAt: Date
  updatedAt: Date
}
