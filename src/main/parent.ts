import process from 'node:process';

const WATCH_MILLISECONDS = 250;

/**
 * Takes the end of the parent for a SIGTERM. npm hands a SIGTERM on to the shell between it and this process, and that shell
 * ends without telling anybody.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_MILLISECONDS);
  watch.unref();
}
