import { connect } from "node:net";

/** A port that one part of the demo listens on, and the environment variable that moves it. */
export interface PortChoice {
  part: string;
  port: number;
  variable: string;
}

/**
 * Fails when something already answers on a port. Asking beats waiting for `EADDRINUSE`: a server that listens on
 * the other address family (`::1` beside 127.0.0.1) lets ours start, and then takes the browser's calls.
 */
export async function assertPortsFree(choices: readonly PortChoice[]): Promise<void> {
  const wanted = choices.filter(({ port }) => port !== 0);
  for (const [index, choice] of wanted.entries()) {
    const twin = wanted.slice(0, index).find(({ port }) => port === choice.port);
    if (twin !== undefined) {
      throw new Error(
        `Port ${choice.port} is given to both ${twin.part} (${twin.variable}) and ${choice.part} (${choice.variable}). Set one of the two to another port.`,
      );
    }
  }
  await Promise.all(
    wanted.map(async (choice) => {
      const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => isAnswering(host, choice.port)));
      if (answers.includes(true)) throw portTaken(choice);
    }),
  );
}

export function portTaken({ part, port, variable }: PortChoice): Error {
  return new Error(
    `Port ${port}, meant for ${part}, is taken by another program. Stop that program, or choose another port: ${variable}=${port + 10} npm start`,
  );
}

function isAnswering(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setTimeout(1000);
    const answer = (answering: boolean) => {
      socket.destroy();
      resolve(answering);
    };
    socket.once("connect", () => answer(true));
    socket.once("timeout", () => answer(false));
    socket.once("error", () => answer(false));
  });
}
