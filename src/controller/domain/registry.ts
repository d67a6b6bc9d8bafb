/** Whom an app's images are pulled as, from the registry that the image's name begins with. */
export interface Registry {
  username: string | null
  password: string | null
}
