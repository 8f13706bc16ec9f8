const limitMs = 10_000;

/**
 * The answer of a function of the app's, or a rejection after 10 seconds: one that never answers would hold up whatever
 * waits for it.
 *
 * @param who names the function in the error.
 */
export async function inTime<T>(who: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${who} gave no answer within ${limitMs / 1000} seconds.`)), limitMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
