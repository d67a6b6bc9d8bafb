export interface User {
  id: string
  email: string
  isAdmin: boolean
  createdAt: Date
}
