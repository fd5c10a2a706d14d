import type { Readable } from 'node:stream';
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl';
import { FILE_LIMITS } from './limits.ts';
import type { ActiveContent, SourceFile } from './sheet.ts';
import { UnreadableFile, tooLarge } from './unreadable.ts';

/** The parts of a workbook that say what its cells are, unpacked, by their names in the archive. */
export interface Unpacked {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly active: readonly ActiveContent[];
}

/** Where each kind of active content stands. */
const ACTIVE: readonly (readonly [ActiveContent, RegExp])[] = [
  ['macros', /^xl\/(vba[^/]*\.bin$|macrosheets\/|intlmacrosheets\/)/iu],
  ['external-links', /^xl\/externallinks\//iu],
  ['data-connections', /^xl\/(connections\.|querytables\/|model\/)/iu],
  ['embedded-objects', /^xl\/(embeddings|activex|ctrlprops|webextensions)\//iu],
];

/** Pictures and the like: they say nothing of cells, however large they are. */
const UNREAD = /^xl\/(media|drawings|charts|diagrams|printersettings|pivotcache|pivottables|slicers|slicercaches)\//iu;

/** Parts of this ending alone can speak of cells, below these folders alone. */
const READ = /^(\[content_types\]\.xml|_rels\/[^/]+|xl\/.+\.(xml|rels|bin))$/iu;

const WORKBOOKS = ['xl/workbook.xml', 'xl/workbook.bin'];

/**
 * Unpacks what is needed of a workbook: first by the sizes that its parts declare, then counting what really comes out. A part
 * that is larger or smaller than it declares refuses the whole file.
 * @throws UnreadableFile
 */
export async function unpack({ name, bytes }: SourceFile): Promise<Unpacked> {
  const archive = await open(name, bytes);
  const entries = await entriesOf(name, archive);
  const named = new Map(entries.map((entry) => [entry.fileName, entry]));
  if (!WORKBOOKS.some((workbook) => named.has(workbook))) throw new UnreadableFile(name, 'not-a-spreadsheet');
  // Two parts of one name: which of them is meant nobody can say.
  if (named.size < entries.length) throw new UnreadableFile(name, 'damaged-file');
  if (entries.some((entry) => entry.isEncrypted())) throw new UnreadableFile(name, 'password-protected');
  if (sum(entries.map(({ uncompressedSize }) => uncompressedSize)) > FILE_LIMITS.unpacked)
    throw tooLarge(name, 'unpacked');

  const parts: Record<string, Uint8Array> = {};
  for (const entry of entries) {
    if (!isRead(entry.fileName)) continue;
    const part = await unpackPart(name, archive, entry);
    if (hasDocumentType(entry.fileName, part)) throw new UnreadableFile(name, 'document-type');
    parts[entry.fileName] = part;
  }
  const active = ACTIVE.filter(([, place]) => entries.some(({ fileName }) => place.test(fileName)));
  return { parts, active: active.map(([content]) => content) };
}

async function open(name: string, bytes: Uint8Array): Promise<ZipFile> {
  try {
    return await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    throw new UnreadableFile(name, 'damaged-file');
  }
}

async function entriesOf(name: string, archive: ZipFile): Promise<Entry[]> {
  if (archive.entryCount > FILE_LIMITS.parts) throw tooLarge(name, 'parts');
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry);
  } catch (error) {
    throw new UnreadableFile(name, saysOtherSize(error) ? 'false-sizes' : 'damaged-file');
  }
  return entries;
}

function isRead(part: string): boolean {
  return READ.test(part) && !UNREAD.test(part) && !ACTIVE.some(([, place]) => place.test(part));
}

async function unpackPart(name: string, archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  let stream: Readable;
  try {
    stream = await archive.openReadStreamPromise(entry);
  } catch {
    throw new UnreadableFile(name, 'damaged-file');
  }
  const part = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  try {
    for await (const chunk of stream) {
      const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from([]);
      if (at + piece.length > part.length) throw new UnreadableFile(name, 'false-sizes');
      part.set(piece, at);
      at += piece.length;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(name, saysOtherSize(error) ? 'false-sizes' : 'damaged-file');
  } finally {
    stream.destroy();
  }
  if (at < part.length) throw new UnreadableFile(name, 'false-sizes');
  return part;
}

function saysOtherSize(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(too many|not enough) bytes in the stream|size mismatch for stored file/u.test(error.message)
  );
}

/** A workbook has no document type of its own: one that has is there to blow up or to fetch something. */
function hasDocumentType(part: string, bytes: Uint8Array): boolean {
  if (part.toLowerCase().endsWith('.bin')) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes('<!DOCTYPE') || text.includes('<!ENTITY');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
