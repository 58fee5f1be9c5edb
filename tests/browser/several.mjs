// Does several jobs at the same time, a few at once; the answers stand in the order of the jobs.

/** So many pages are open at the same time: with more, two cores only wait for each other. */
const AT_ONCE = 3;

/** What all jobs (functions that give promises) give. The first that fails fails all. */
export async function several(jobs) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < jobs.length) {
      const mine = next++;
      answers[mine] = await jobs[mine]();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}
