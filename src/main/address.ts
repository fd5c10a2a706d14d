import { createServer } from 'node:net';
import { Problem, systemCode } from '../../graph/embedded/problem.js';

/**
 * Finds out before anything is started whether the API will be able to listen.
 * @throws Problem
 */
export async function checkAddress(port: number, host: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(port, host, () => {
        probe.close(() => {
          resolve();
        });
      });
    });
  } catch (error) {
    throw addressProblem(port, host, error);
  }
}

/** Says in one line why the API cannot listen. Anything else comes back as it is. */
export function addressProblem(port: number, host: string, error: unknown): unknown {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new Problem(
        `Port ${port} on ${host} is in use: stop the program that listens there, or give another one by PORT (PORT=${port + 1} npm start).`,
      );
    case 'EACCES':
      return new Problem(`Port ${port} may not be used by this user: give one from 1024 on by PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Problem(
        `HOST is ${host}, which is not an address of this machine: give 127.0.0.1, or 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}
