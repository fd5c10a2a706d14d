import type { ImportRunId } from '../src/domain/identifier.ts';
import type { ImportRun } from '../src/domain/importRun.ts';
import { type KindCount, UNDO_OBSTACLES, type UndoObstacle, type UndoObstacleCode } from '../src/domain/importUndo.ts';
import { inLanguage } from '../src/domain/language.ts';
import { findImport } from '../src/services/import.ts';
import {
  type UndoPreviewed,
  type UndoRefusal,
  UndoRefused,
  previewImportUndo,
  undoImport,
} from '../src/services/importUndo.ts';
import { builder } from './builder.ts';
import { ImportRunRef, NoSuchImportRef, OutOfScopeRef, RosterKindEnum } from './importRun.ts';

const DESCRIPTIONS: Readonly<Record<UndoObstacleCode, string>> = {
  NOT_APPLIED: 'Nothing of it is written, or it is being written.',
  UNDONE: 'It was taken back before.',
  NOT_KEPT: 'An older version of the program wrote it and did not keep what it wrote over.',
  RUNNING: 'A later import of the same body is being written.',
  CHANGED: 'A later import changed, ended or removed facts of this one.',
  CONFIRMED: 'The files of a later import list facts of a kind that this one wrote, as the graph has them.',
  BUILT_UPON: 'Later facts rest on people, schools, workshops or seats that this import created.',
  ACCOUNTS: 'Accounts belong to people, or stand on schools, that this import created.',
  REJOINED: 'A policy corrected since has joined seats that this import changed in another way.',
};

const ObstacleCodeEnum = builder.enumType('UndoObstacleCode', {
  description: 'What stands in the way of taking an import back.',
  values: Object.fromEntries(UNDO_OBSTACLES.map((code) => [code, { description: DESCRIPTIONS[code] }])) as Record<
    UndoObstacleCode,
    { readonly description: string }
  >,
});

const KindCountRef = builder.objectRef<KindCount>('KindCount').implement({
  description: 'How many facts of a kind.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RosterKindEnum, description: 'What they are.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
});

const ObstacleRef = builder.objectRef<UndoObstacle>('UndoObstacle').implement({
  description: 'Something that stands in the way of taking an import back.',
  fields: (t) => ({
    code: t.expose('code', { type: ObstacleCodeEnum, description: 'What it is.' }),
    message: t.string({
      description: 'What it is and what to do about it.',
      resolve: ({ message }, _arguments, { language }) => inLanguage(message, language),
    }),
    run: t.field({
      type: ImportRunRef,
      nullable: true,
      description: 'The import in the way. Null where it is none, or one that cannot be told.',
      resolve: ({ run }, _arguments, { graph, scope }) => (run === null ? null : findImport(graph, scope, run)),
    }),
    kind: t.expose('kind', {
      type: RosterKindEnum,
      nullable: true,
      description: 'Of which kind the facts in the way are. Null where they are of none.',
    }),
    count: t.exposeInt('count', {
      nullable: true,
      description: 'How many they are. Null where it is not a matter of number, or not known.',
    }),
  }),
});

const UndoPreviewRef = builder.objectRef<UndoPreviewed>('UndoPreview').implement({
  description: 'What taking an import back would do, or why it cannot be done.',
  fields: (t) => ({
    possible: t.exposeBoolean('possible', { description: 'Nothing stands in the way.' }),
    reasons: t.expose('reasons', { type: [ObstacleRef], description: 'What stands in the way; empty: nothing.' }),
    removes: t.expose('removes', { type: [KindCountRef], description: 'Facts that it created and that would go.' }),
    restores: t.expose('restores', {
      type: [KindCountRef],
      description: 'Facts that it changed or ended and that would be again as they were.',
    }),
    revision: t.exposeInt('revision', {
      description:
        'How often the facts of the body were written. Given to `undoImport`, it is refused when they were written since.',
    }),
  }),
});

builder.objectField(ImportRunRef, 'undo', (t) =>
  t.field({
    type: UndoPreviewRef,
    description: 'What taking it back would do, or why it cannot be done. Nothing is changed.',
    resolve: ({ id }, _arguments, { graph, scope }) => previewImportUndo(graph, scope, id),
  }),
);
builder.objectField(ImportRunRef, 'undoneAt', (t) =>
  t.string({
    nullable: true,
    description: 'When it was taken back: an instant in ISO 8601. Null: it was not.',
    resolve: ({ undone }) => undone?.at ?? null,
  }),
);
builder.objectField(ImportRunRef, 'undoReason', (t) =>
  t.string({
    nullable: true,
    description: 'Why it was taken back. Null: it was not.',
    resolve: ({ undone }) => undone?.reason ?? null,
  }),
);

interface Undone {
  readonly refusal: null;
  readonly preview: UndoPreviewed;
  readonly run: ImportRun;
}
interface Refused {
  readonly refusal: UndoRefusal;
  readonly message: string;
  readonly reasons: readonly UndoObstacle[];
}

const UndoneRef = builder.objectRef<Undone>('ImportUndone').implement({
  description: 'The import is taken back.',
  fields: (t) => ({
    run: t.field({ type: ImportRunRef, description: 'The import, which stays readable.', resolve: ({ run }) => run }),
    removed: t.field({
      type: [KindCountRef],
      description: 'Facts that it had created and that are gone.',
      resolve: ({ preview }) => preview.removes,
    }),
    restored: t.field({
      type: [KindCountRef],
      description: 'Facts that it had changed or ended and that are as they were before.',
      resolve: ({ preview }) => preview.restores,
    }),
  }),
});

function refusalType(name: 'NotApplied' | 'UndoOutdated' | 'NoReason', description: string) {
  return builder.objectRef<Refused>(name).implement({
    description,
    fields: (t) => ({ message: t.exposeString('message', { description: 'What happened and what to do.' }) }),
  });
}

const BuiltUponRef = builder.objectRef<Refused>('BuiltUpon').implement({
  description: 'Something was built on the import. Nothing was taken back.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What happened and what to do.' }),
    reasons: t.expose('reasons', { type: [ObstacleRef], description: 'What stands in the way.' }),
  }),
});

const UndoImportResult = builder.unionType('UndoImportResult', {
  description: 'Taken back, or why not.',
  types: [
    UndoneRef,
    refusalType('NotApplied', 'The import is not written, is being written, or was taken back before.'),
    BuiltUponRef,
    OutOfScopeRef,
    NoSuchImportRef,
    refusalType('UndoOutdated', 'The facts of the body were written since the preview. Nothing was taken back.'),
    refusalType('NoReason', 'Nothing was said why. Nothing was taken back.'),
  ],
  resolveType: ({ refusal }) => refusal ?? 'ImportUndone',
});

builder.mutationFields((t) => ({
  undoImport: t.field({
    type: UndoImportResult,
    description:
      'Takes an import back as long as nothing was built on it: what it created is removed, what it changed or ended is as it was before. The import stays readable.',
    args: {
      id: t.arg.globalID({ required: true, for: ImportRunRef, description: 'Id of the import.' }),
      reason: t.arg.string({ required: true, description: 'Why, as the audit keeps it. Not empty.' }),
      revision: t.arg.int({ description: 'The `revision` of the preview that was looked at; left out: none was.' }),
    },
    resolve: async (_root, { id, reason, revision }, { graph, scope, viewer, language }): Promise<Undone | Refused> => {
      try {
        const order = { id: id.id as ImportRunId, reason, scope, by: viewer.tokenId, revision: revision ?? null };
        const preview = await undoImport(graph, order);
        return { refusal: null, preview, run: preview.run };
      } catch (error) {
        if (!(error instanceof UndoRefused)) throw error;
        const { refusal, text, preview } = error;
        return { refusal, message: inLanguage(text, language), reasons: preview?.reasons ?? [] };
      }
    },
  }),
}));
