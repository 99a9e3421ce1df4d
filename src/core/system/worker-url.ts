/**
 * The program of a worker thread, named relative to the module that starts it. Node runs JavaScript only: from the
 * sources, as in tests, it is the built program in `dist` that runs.
 */
export function workerUrl(path: string, from: string): URL {
  const { href } = new URL(path, from);
  return new URL(from.endsWith('.ts') ? href.replace(/\/src\/(?!.*\/src\/)/, '/dist/') : href);
}
