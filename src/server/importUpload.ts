import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request, Response } from 'express';
import type { Text } from '../domain/roster.ts';
import { FILE_LIMITS, megabytes } from '../intake/limits.ts';
import type { SourceFile } from '../intake/sheet.ts';
import type { MappingSource } from '../services/import.ts';

/** Rosters of one body and what it says of their sheets, as they came over HTTP. */
export interface Upload {
  readonly files: readonly SourceFile[];
  readonly maps: readonly MappingSource[];
}

/** An upload that is too large, has no form or comes beside too many others; the text says what to send. */
export class BadUpload extends Error {
  override readonly name = 'BadUpload';
  readonly status: 400 | 413 | 429;
  readonly text: Text;

  constructor(status: 400 | 413 | 429, text: Text) {
    super(text.en);
    this.status = status;
    this.text = text;
  }
}

const LARGEST_UPLOAD = FILE_LIMITS.bytes;
const TOO_LARGE: Text = {
  zh: `一次上传的文件合计不得超过 ${megabytes(LARGEST_UPLOAD)}。请拆成几个文件，分几次上传。`,
  en: `The files of one request may have ${megabytes(LARGEST_UPLOAD)} together. Split them and send them one after the other.`,
};
const DAMAGED: Text = {
  zh: '上传的表单已损坏或不完整。请重新上传。',
  en: 'The form is damaged or incomplete. Send it again.',
};
const LARGEST_MAP = 1024 * 1024;
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
  if (declaresTooMuch(request)) return Promise.reject(new BadUpload(413, TOO_LARGE));
  return new Promise((resolve, reject) => {
    const parts: { readonly field: string; readonly name: string; readonly chunks: Buffer[] }[] = [];
    let size = 0;
    const fail = (status: 400 | 413, text: Text): void => {
      request.unpipe();
      request.resume();
      // What came so far is not kept while the rest of the body is thrown away.
      parts.length = 0;
      reject(new BadUpload(status, text));
    };
    const boundary = request.headers['content-type'] ?? '';
    let form: BusboyInstance;
    try {
      form = new Busboy({
        headers: { 'content-type': boundary },
        limits: { files: MOST_FILES, fields: MOST_FILES, fieldSize: LARGEST_MAP, fileSize: LARGEST_UPLOAD },
      });
    } catch {
      fail(400, {
        zh: '表单没有 boundary。请像浏览器或 curl -F 那样发送 multipart/form-data。',
        en: 'The form has no boundary: send multipart/form-data as a browser or curl -F does.',
      });
      return;
    }
    form.on('file', (field, stream, name) => {
      const part = { field, name, chunks: [] as Buffer[] };
      parts.push(part);
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_UPLOAD) {
          part.chunks.length = 0;
          fail(413, TOO_LARGE);
        } else part.chunks.push(chunk);
      });
    });
    form.on('field', (field, value) => {
      if (field === MAP) parts.push({ field, name: 'map.yaml', chunks: [Buffer.from(value)] });
    });
    form.on('filesLimit', () => {
      fail(413, {
        zh: `一次最多上传 ${MOST_FILES} 个文件。请分几次上传。`,
        en: `Send no more than ${MOST_FILES} files at once.`,
      });
    });
    form.on('error', () => {
      fail(400, DAMAGED);
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
      reject(new BadUpload(400, DAMAGED));
    });
    request.pipe(form);
  });
}

/**
 * Reads a body that is one file.
 * @throws BadUpload as soon as it is larger than may be: at once when it says so, else when that much has come
 */
export function readBody(request: Request): Promise<Buffer> {
  if (declaresTooMuch(request)) return Promise.reject(new BadUpload(413, TOO_LARGE));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= LARGEST_UPLOAD) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take);
      chunks.length = 0;
      reject(new BadUpload(413, TOO_LARGE));
    };
    request.on('data', take);
    request.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
    request.once('error', () => {
      reject(new BadUpload(400, DAMAGED));
    });
    request.once('aborted', () => {
      reject(new BadUpload(400, DAMAGED));
    });
  });
}

/** The parts' own headers are allowed for. */
function declaresTooMuch(request: Request): boolean {
  return Number(request.get('content-length') ?? 0) > LARGEST_UPLOAD + MOST_FILES * 1024 + LARGEST_MAP;
}

const HANG_UP_MILLISECONDS = 2_000;

/**
 * Of a body that was refused nothing more is wanted: the answer says that the connection ends, and it does, once the sender had
 * time to read why.
 */
export function hangUp(request: Request, response: Response): void {
  if (request.complete || response.headersSent) return;
  response.set('connection', 'close');
  response.once('finish', () => {
    const { socket } = request;
    request.resume();
    setTimeout(() => socket.destroy(), HANG_UP_MILLISECONDS).unref();
  });
}

let uploads = 0;

/** Takes a place among the uploads that are held in memory at the same time. @throws BadUpload when there is none */
export async function whileUploading<Result>(work: () => Promise<Result>): Promise<Result> {
  if (uploads >= FILE_LIMITS.uploads)
    throw new BadUpload(429, {
      zh: `正在处理 ${FILE_LIMITS.uploads} 个上传。请稍后再试。`,
      en: `${FILE_LIMITS.uploads} uploads are being read. Send yours again in a moment.`,
    });
  uploads += 1;
  try {
    return await work();
  } finally {
    uploads -= 1;
  }
}
