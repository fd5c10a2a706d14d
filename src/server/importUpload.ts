import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import type { SourceFile } from '../intake/sheet.ts';
import type { MappingSource } from '../services/import.ts';

/** Rosters of one body and what it says of their sheets, as they came over HTTP. */
export interface Upload {
  readonly files: readonly SourceFile[];
  readonly maps: readonly MappingSource[];
}

/** An upload that is too large or has no form; the text says what to send. */
export class BadUpload extends Error {
  override readonly name = 'BadUpload';
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

const MEGABYTE = 1024 * 1024;
/** Of all files of one request together: they are held in memory. */
export const LARGEST_UPLOAD = 64 * MEGABYTE;
const LARGEST_MAP = MEGABYTE;
const MOST_FILES = 30;
const MAP = 'map';

/** Whether a request brings its files as parts of a form. */
export function isForm(request: Request): boolean {
  return request.is('multipart/form-data') === 'multipart/form-data';
}

/**
 * Reads `multipart/form-data`: each part with a file name is a roster, but `map` is a mapping file.
 * @throws BadUpload
 */
export function readForm(request: Request): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const parts: { readonly field: string; readonly name: string; readonly chunks: Buffer[] }[] = [];
    let size = 0;
    const fail = (status: 400 | 413, message: string): void => {
      request.unpipe();
      request.resume();
      reject(new BadUpload(status, message));
    };
    const boundary = request.headers['content-type'] ?? '';
    let form: BusboyInstance;
    try {
      form = new Busboy({
        headers: { 'content-type': boundary },
        limits: { files: MOST_FILES, fields: MOST_FILES, fieldSize: LARGEST_MAP, fileSize: LARGEST_UPLOAD },
      });
    } catch {
      fail(400, 'The form has no boundary: send multipart/form-data as a browser or curl -F does.');
      return;
    }
    form.on('file', (field, stream, name) => {
      const part = { field, name, chunks: [] as Buffer[] };
      parts.push(part);
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_UPLOAD) fail(413, `The files are larger than ${LARGEST_UPLOAD / MEGABYTE} MB together.`);
        else part.chunks.push(chunk);
      });
    });
    form.on('field', (field, value) => {
      if (field === MAP) parts.push({ field, name: 'map.yaml', chunks: [Buffer.from(value)] });
    });
    form.on('filesLimit', () => {
      fail(413, `Send no more than ${MOST_FILES} files at once.`);
    });
    form.on('error', () => {
      fail(400, 'The form is damaged or incomplete.');
    });
    form.on('finish', () => {
      resolve({
        files: parts
          .filter(({ field }) => field !== MAP)
          .map(({ name, chunks }) => ({ name, bytes: Buffer.concat(chunks) })),
        maps: parts
          .filter(({ field }) => field === MAP)
          .map(({ name, chunks }) => ({ name, text: Buffer.concat(chunks).toString('utf8') })),
      });
    });
    request.on('aborted', () => {
      reject(new BadUpload(400, 'The form is damaged or incomplete.'));
    });
    request.pipe(form);
  });
}
