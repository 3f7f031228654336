/** What an operator does with dead letters: a message that every replica was killed over is sent to the queue again. */
export function createDeadLetters({ signalbox }) {
  let replayed = 0;
  return {
    /** Faults of ours hit this as well: what it did not get hold of stays for the next time. */
    async replay() {
      const { stdout } = await signalbox('dlq', 'replay', '--all');
      replayed += linesOf(stdout).filter((line) => line.endsWith('was sent to the queue again.')).length;
    },
    replayed: () => replayed,
    /** Messages still there, as `signalbox dlq list` says them, with the reason. */
    left: async () => linesOf((await signalbox('dlq', 'list')).stdout),
  };
}

function linesOf(text) {
  return text.split('\n').filter(Boolean);
}
