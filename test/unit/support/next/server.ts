/** In the place of `next/server`: a request is there. */
export async function connection(): Promise<void> {}
