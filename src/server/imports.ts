import { type Request, type Response, Router } from 'express';
import { type Graph, GraphUnavailable } from '../../graph/session.ts';
import { rejectedRowsAddress } from '../../schema/importRun.ts';
import { encodeGlobalId } from '../../schema/node.ts';
import type { Context } from '../context.ts';
import { NOT_AN_ASKED_DAY, isAskedDay } from '../domain/day.ts';
import type { ImportRunId } from '../domain/identifier.ts';
import type { ImportRun } from '../domain/importRun.ts';
import { inLanguage } from '../domain/language.ts';
import type { Text } from '../domain/roster.ts';
import {
  BadMapping,
  type ImportRefusal,
  ImportRefused,
  UnreadableFile,
  planImport,
  rejectedRows,
} from '../services/import.ts';
import { type ContextOf, refuse } from './authentication.ts';
import { BadUpload, type Upload, hangUp, isForm, readBody, readForm, whileUploading } from './importUpload.ts';

const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const REFUSED: Readonly<Record<ImportRefusal, readonly [status: number, code: string]>> = {
  UnknownRegion: [404, 'UNKNOWN_REGION'],
  OutOfScope: [403, 'OUT_OF_SCOPE'],
  NoPolicy: [422, 'NO_POLICY'],
  PlanOutdated: [409, 'PLAN_OUTDATED'],
  NothingAccepted: [422, 'NOTHING_ACCEPTED'],
  AlreadyApplied: [409, 'ALREADY_APPLIED'],
  NoSuchImport: [404, 'NO_SUCH_IMPORT'],
  UndoUnfinished: [409, 'UNDO_UNFINISHED'],
};

const UPLOAD_CODES: Readonly<Record<BadUpload['status'], string>> = {
  400: 'BAD_USER_INPUT',
  413: 'TOO_LARGE',
  429: 'TOO_MANY_UPLOADS',
};

/**
 * Rosters over plain HTTP. `POST /imports?region=CODE&asOf=DATE&name=FILE` with the file as its body, or without `name` and
 * with several files as parts of a form (a part `map` is the office's mapping), plans an import and answers 201 with the run (`asOf` is today by default; `corrects=REASON` says that what differs was wrong before); the
 * mutation `applyImport` writes it. `GET /imports/ID/rejected.xlsx` answers with its rejected rows.
 */
export function importRoutes(graph: Graph, contextOf: ContextOf): Router {
  const router = Router();
  const contexts = new WeakMap<Request, Context>();
  router.use(async (request, response, next) => {
    const context = await contextOf(request, response);
    if (context === null) return;
    contexts.set(request, context);
    next();
  });
  const asking = (request: Request): Context => {
    const context = contexts.get(request);
    if (context === undefined) throw new Error('A request came past its authentication');
    return context;
  };

  router.post('/', async (request, response) => {
    const { scope, today, viewer, language } = asking(request);
    const { region, asOf = today, name, corrects } = request.query;
    if (typeof region !== 'string' || typeof asOf !== 'string' || !isAskedDay(asOf)) {
      hangUp(request, response);
      refuse(response, 400, 'BAD_USER_INPUT', inLanguage(UNCLEAR, language));
      return;
    }
    const plan = async (): Promise<ImportRun> => {
      const { files, maps } = await uploaded(request, name);
      return planImport(
        { graph },
        {
          files,
          maps,
          regionCode: region,
          asOf,
          corrects: typeof corrects === 'string' && corrects.trim() !== '' ? corrects : null,
          by: viewer.tokenId,
          scope,
        },
      );
    };
    await answer(response, language, async () => {
      try {
        const run = await whileUploading(plan);
        response.status(201).json(asJson(run, region));
      } finally {
        hangUp(request, response);
      }
    });
  });

  router.get('/:id/rejected.xlsx', async (request, response) => {
    const { scope, language } = asking(request);
    const { id } = request.params;
    await answer(response, language, async () => {
      const workbook = await rejectedRows(graph, scope, id as ImportRunId);
      if (workbook === null) refuse(response, 404, 'NOTHING_REJECTED', 'No row of this import was rejected.');
      else response.type(SPREADSHEET).attachment('rejected.xlsx').send(Buffer.from(workbook));
    });
  });
  return router;
}

const UNCLEAR: Text = {
  zh: `请说明文件使用哪个地区的编码、数据属于哪一天：?region=CODE&asOf=YYYY-MM-DD。${NOT_AN_ASKED_DAY.zh}`,
  en: `Say whose codes the file uses and of which day it speaks: ?region=CODE&asOf=YYYY-MM-DD. ${NOT_AN_ASKED_DAY.en}`,
};

/** @throws BadUpload */
async function uploaded(request: Request, name: unknown): Promise<Upload> {
  if (isForm(request)) {
    const upload = await readForm(request);
    if (upload.files.length === 0)
      throw new BadUpload(400, {
        zh: '表单里没有文件。请至少附上一个 .xlsx 或 .csv 文件。',
        en: 'Send at least one file (.xlsx or .csv) as a part of the form.',
      });
    return upload;
  }
  const bytes = await readBody(request);
  if (bytes.length === 0)
    throw new BadUpload(400, {
      zh: '请求里没有文件。请把 .xlsx 或 .csv 文件作为请求正文发送。',
      en: 'Send the file (.xlsx or .csv) as the body of the request.',
    });
  return { files: [{ name: fileName(name, request), bytes }], maps: [] };
}

/** Expected failures by name and in the asker's language. */
async function answer(response: Response, language: Context['language'], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ImportRefused) {
      const [status, code] = REFUSED[error.refusal];
      refuse(response, status, code, inLanguage(error.text, language));
    } else if (error instanceof UnreadableFile) {
      refuse(response, 422, 'UNREADABLE_FILE', `${error.file}: ${inLanguage(error.text, language)}`);
    } else if (error instanceof BadMapping) {
      refuse(response, 422, 'BAD_MAPPING', inLanguage(error.text, language));
    } else if (error instanceof BadUpload) {
      refuse(response, error.status, UPLOAD_CODES[error.status], inLanguage(error.text, language));
    } else if (error instanceof GraphUnavailable) {
      refuse(response, 503, 'DATABASE_UNAVAILABLE', 'The database does not answer. Ask again in a moment.');
    } else throw error;
  }
}

/** As the query says, or the header `X-File-Name` (percent-encoded); findings and a `.csv`'s sheet are named by it. */
function fileName(inQuery: unknown, request: Request): string {
  if (typeof inQuery === 'string' && inQuery !== '') return inQuery;
  const inHeader = request.get('x-file-name');
  if (inHeader === undefined || inHeader === '') return 'roster';
  try {
    return decodeURIComponent(inHeader);
  } catch {
    return inHeader;
  }
}

function asJson(run: ImportRun, region: string) {
  const { id, state, asOf, kinds, sheets, changes, missing, errors, warnings } = run;
  return {
    id: encodeGlobalId('ImportRun', id),
    state,
    region,
    asOf,
    kinds,
    sheets,
    changes,
    missing,
    errors,
    warnings,
    rejectedRows: errors === 0 ? null : rejectedRowsAddress(id),
  };
}
