import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { Problem } from '../../graph/embedded/problem.js';
import { readConfig } from '../config.ts';
import type { ImportRunId } from '../domain/identifier.ts';
import type { KindCount } from '../domain/importUndo.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { type UndoPreviewed, previewImportUndo, undoImport } from '../services/importUndo.ts';
import { leaveWith } from './failure.ts';
import { IMPORT_TEXTS, type Language } from './importTexts.ts';
import { withGraph } from './withGraph.ts';

interface UndoOptions {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly reason?: string;
}

export const undoCommand = new Command('undo')
  .description('take an import back, as long as nothing was built on it')
  .argument('<run>', 'id of the import, as the import printed it')
  .option('--dry-run', 'say what would be done, and change nothing')
  .option('--yes', 'do not ask before doing it')
  .option('--reason <text>', 'why it is taken back, as the audit keeps it')
  .addHelpText('after', '\nExit code: 0 taken back (dry run: it can be), 1 it cannot be, or was not.')
  .action(async (id: string, { dryRun, yes, reason }: UndoOptions) => {
    try {
      const run = id as ImportRunId;
      const { language } = readConfig();
      const texts = TEXTS[language];
      await withGraph('undo', async (graph) => {
        const preview = await previewImportUndo(graph, PROGRAM_SCOPE, run);
        process.stdout.write(describe(preview, language));
        if (!preview.possible) {
          process.exitCode = 1;
          return;
        }
        if (dryRun === true) {
          process.stdout.write(`${texts.nothingDone}\n`);
          return;
        }
        if (reason === undefined || reason.trim() === '') throw new Problem(texts.reasonMissing);
        if (yes !== true && !(await confirmed(texts))) {
          process.stdout.write(`${texts.nothingDone}\n`);
          process.exitCode = 1;
          return;
        }
        const { revision } = preview;
        await undoImport(graph, { id: run, reason, by: 'mentorgraph undo', scope: PROGRAM_SCOPE, revision });
        process.stdout.write(`${texts.done}\n`);
      });
    } catch (error) {
      leaveWith(error);
    }
  });

async function confirmed(texts: UndoTexts): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Problem(texts.yesMissing);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:y|yes|是)$/iu.test((await terminal.question(texts.question)).trim());
  } finally {
    terminal.close();
  }
}

function describe({ run, possible, reasons, removes, restores }: UndoPreviewed, language: Language): string {
  const texts = TEXTS[language];
  const { kinds } = IMPORT_TEXTS[language];
  const counted = (counts: readonly KindCount[]) => counts.map(({ kind, count }) => `  ${kinds[kind]} ${count}`);
  const lines = [
    texts.head(run.id, run.asOf, run.createdAt),
    ...(removes.length > 0 ? [texts.removes, ...counted(removes)] : []),
    ...(restores.length > 0 ? [texts.restores, ...counted(restores)] : []),
    ...(possible ? [] : [texts.inTheWay]),
    ...reasons.map(({ message, run: other, kind, count }) => {
      const what = [kind === null ? null : kinds[kind], count, other].filter((each) => each !== null);
      return `  ${message[language]}${what.length === 0 ? '' : ` (${what.join(' ')})`}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

interface UndoTexts {
  readonly head: (id: string, asOf: string, createdAt: string) => string;
  readonly removes: string;
  readonly restores: string;
  readonly inTheWay: string;
  readonly question: string;
  readonly done: string;
  readonly nothingDone: string;
  readonly reasonMissing: string;
  readonly yesMissing: string;
}

const TEXTS: Readonly<Record<Language, UndoTexts>> = {
  en: {
    head: (id, asOf, createdAt) => `Import ${id} as of ${asOf}, made ${createdAt}`,
    removes: 'Created by it, would go:',
    restores: 'Changed or ended by it, would be as before:',
    inTheWay: 'It cannot be taken back:',
    question: 'Take it back? (y/N) ',
    done: 'It is taken back.',
    nothingDone: 'Nothing was changed.',
    reasonMissing: 'Give --reason: why the import is taken back.',
    yesMissing: 'Give --yes: nobody can be asked here.',
  },
  zh: {
    head: (id, asOf, createdAt) => `导入 ${id}，数据日期 ${asOf}，建立于 ${createdAt}`,
    removes: '由它新增、将被删除：',
    restores: '由它变更或结束、将恢复原状：',
    inTheWay: '不能撤销：',
    question: '确定撤销吗？（y/N）',
    done: '已撤销。',
    nothingDone: '未改动任何内容。',
    reasonMissing: '请用 --reason 说明撤销的原因。',
    yesMissing: '这里无法询问，请加 --yes。',
  },
};
