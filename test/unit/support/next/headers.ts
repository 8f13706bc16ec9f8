/** In the place of `next/headers`: a request without cookies. */
export async function cookies() {
  return { getAll: (): { name: string; value: string }[] => [] };
}
