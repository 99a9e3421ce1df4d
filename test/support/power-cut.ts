/** What a program asked of the disk, in order. Files keep their number, whatever they are called. */
export type DiskOperation =
  | { readonly kind: 'create'; readonly file: number; readonly name: string }
  | { readonly kind: 'write'; readonly file: number; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: number; readonly length: number }
  | { readonly kind: 'sync'; readonly file: number }
  | { readonly kind: 'unlink'; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'sync-folder' };

/** Disks write these whole or not at all. */
const SECTOR = 512;

/**
 * What may be found after the power went: all that was synced before; of the rest any sectors and any names, in no
 * order, and files that grew without their bytes.
 */
export function afterPowerCut(log: readonly DiskOperation[], random: () => number): Map<string, Buffer> {
  const survivors = new Map<string, Buffer>();
  for (const [name, file] of namesLeft(log, random)) survivors.set(name, bytesLeft(log, file, random));
  return survivors;
}

function namesLeft(log: readonly DiskOperation[], random: () => number): Map<string, number> {
  const synced = log.findLastIndex(({ kind }) => kind === 'sync-folder');
  const names = new Map<string, number>();
  for (const [i, operation] of log.entries()) {
    if (i < synced || random() < 0.5) rename(names, operation);
  }
  return names;
}

function rename(names: Map<string, number>, operation: DiskOperation): void {
  if (operation.kind === 'create') names.set(operation.name, operation.file);
  if (operation.kind === 'unlink') names.delete(operation.name);
  if (operation.kind !== 'rename') return;
  const file = names.get(operation.from);
  names.delete(operation.from);
  if (file !== undefined) names.set(operation.to, file);
}

function bytesLeft(log: readonly DiskOperation[], file: number, random: () => number): Buffer {
  const mine = log.filter((operation) => 'file' in operation && operation.file === file);
  const synced = mine.findLastIndex(({ kind }) => kind === 'sync');
  let bytes = Buffer.alloc(0);
  for (const [i, operation] of mine.entries()) bytes = changed(bytes, operation, i < synced, random);
  return bytes;
}

function changed(
  bytes: Buffer,
  operation: DiskOperation,
  isSafe: boolean,
  random: () => number,
): Buffer<ArrayBuffer> {
  if (operation.kind === 'truncate' && (isSafe || random() < 0.5)) return resized(bytes, operation.length);
  if (operation.kind !== 'write') return resized(bytes, bytes.length);
  const end = operation.at + operation.bytes.length;
  const grown = resized(bytes, isSafe || random() < 0.7 ? Math.max(bytes.length, end) : bytes.length);
  for (let at = operation.at; at < end; at = SECTOR * (Math.floor(at / SECTOR) + 1)) {
    const part = operation.bytes.subarray(
      at - operation.at,
      SECTOR * (Math.floor(at / SECTOR) + 1) - operation.at,
    );
    if (isSafe || random() < 0.5) part.copy(grown, at);
  }
  return grown;
}

function resized(bytes: Buffer, length: number): Buffer<ArrayBuffer> {
  const copy = Buffer.alloc(length);
  bytes.copy(copy, 0, 0, length);
  return copy;
}
