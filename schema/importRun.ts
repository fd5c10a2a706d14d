import { resolveArrayConnection, resolveOffsetConnection } from '@pothos/plugin-relay';
import type { ImportRunId } from '../src/domain/identifier.ts';
import type { ChangeCounts, ImportRun, ImportState } from '../src/domain/importRun.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import type { Finding, RosterKind, Severity, SheetReport } from '../src/domain/roster.ts';
import { ImportRefused, applyImport, findImport, findingsOf, importRuns } from '../src/services/import.ts';
import { findRegion } from '../src/services/region.ts';
import { momentOf } from '../src/context.ts';
import { codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LIMITS } from './limits.ts';
import { RegionRef } from './refs.ts';

type Words<Word extends string> = Record<Word, { readonly description: string }>;

const ImportStateEnum = builder.enumType('ImportState', {
  description: 'How far an import is.',
  values: {
    PLANNED: { description: 'Planned and stored; nothing of it is written.' },
    APPLYING: { description: 'Its kinds are being written, one after the other.' },
    APPLIED: { description: 'All of it is written.' },
    UNDOING: {
      description:
        'It is being taken back: what it changed is as it was before, what it created is going. It covers nothing any more.',
    },
    UNDONE: { description: 'It was taken back: what it created is gone, what it changed is as it was before.' },
    INTERRUPTED: {
      description:
        'It stopped between two kinds, or another import overtook it. What it wrote is complete; importing the same file again writes the rest.',
    },
  } satisfies Words<ImportState>,
});

export const RosterKindEnum = builder.enumType('RosterKind', {
  description: 'What one sheet of a roster lists.',
  values: {
    school: { description: '学校' },
    teacher: { description: '教师' },
    post: { description: '班主任任职' },
    designation: { description: '称号' },
    workshop: { description: '工作室' },
    seat: { description: '工作室人员' },
    pairing: { description: '结对' },
    appraisal: { description: '考核' },
    achievement: { description: '获奖荣誉' },
    attendance: { description: '培训' },
    certificate: { description: '证书' },
    activity: { description: '工作活动' },
    finding: { description: '认定事项' },
    effect: { description: '限制与优先' },
    waiver: { description: '豁免' },
    link: { description: '联系学校' },
    event: { description: '赛事活动' },
    figure: { description: '统计数据' },
    rubricScore: { description: '量化考评' },
    application: { description: '申报' },
  } satisfies Words<RosterKind>,
});

const SeverityEnum = builder.enumType('FindingSeverity', {
  description: 'What a finding means for its row.',
  values: {
    error: { description: 'The row is rejected.' },
    warning: { description: 'The row is taken.' },
  } satisfies Words<Severity>,
});

const SheetRef = builder.objectRef<SheetReport>('ImportSheet').implement({
  description: 'What came of the rows of one sheet. Blank rows and repeated headers are not counted.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'Name of the file.' }),
    sheet: t.exposeString('sheet', { description: 'Name of the sheet; of a `.csv`, the file.' }),
    kind: t.expose('kind', { type: RosterKindEnum, description: 'What it lists.' }),
    rows: t.exposeInt('rows', { description: 'Rows of data: accepted and rejected.' }),
    accepted: t.exposeInt('accepted', { description: 'Rows taken.' }),
    rejected: t.exposeInt('rejected', { description: 'Rows rejected.' }),
    warned: t.exposeInt('warned', { description: 'Rows taken with a warning.' }),
  }),
});

const ChangesRef = builder.objectRef<ChangeCounts>('ImportChanges').implement({
  description: 'What the distinct accepted records do to the graph.',
  fields: (t) => ({
    create: t.exposeInt('create', { description: 'New facts.' }),
    change: t.exposeInt('change', { description: 'Facts that differ.' }),
    end: t.exposeInt('end', { description: 'Facts that get their end.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Facts that the graph holds as they are.' }),
  }),
});

const FindingRef = builder.objectRef<Finding>('ImportFinding').implement({
  description: 'Something to repair or to know about one cell, row or sheet.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'Name of the file.' }),
    sheet: t.exposeString('sheet', { description: 'Name of the sheet; of a `.csv`, the file.' }),
    row: t.exposeInt('row', { nullable: true, description: 'As the spreadsheet numbers rows. Null: the whole sheet.' }),
    column: t.exposeString('column', { nullable: true, description: "The header's text as written." }),
    cell: t.exposeString('cell', { nullable: true, description: 'As the spreadsheet names cells: `C50`.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'Whether the row is rejected.' }),
    code: t.exposeString('code', { description: 'What is wrong, as a stable word.' }),
    message: t.string({
      description: 'What is wrong and how to repair it.',
      resolve: ({ message }, _arguments, { language }) => inLanguage(message, language),
    }),
  }),
});

export const ImportRunRef = builder.objectRef<ImportRun>('ImportRun');
builder.node(ImportRunRef, {
  description: 'One import of a roster. Visible within the records of its region.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { graph, scope }) => findImport(graph, scope, id as ImportRunId),
  fields: (t) => ({
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The body that issued the codes in its files, as it is today.',
      resolve: ({ issuer }, _arguments, context) => context.loaders.region.load(at(issuer, momentOf(null, context))),
    }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day that its files speak of.' }),
    state: t.expose('state', { type: ImportStateEnum, description: 'How far it is.' }),
    createdAt: t.exposeString('createdAt', { description: 'When it was planned: an instant in ISO 8601.' }),
    appliedAt: t.exposeString('appliedAt', {
      nullable: true,
      description: 'When the last of it was written: an instant in ISO 8601.',
    }),
    corrects: t.exposeString('corrects', {
      nullable: true,
      description: 'Why what differed was wrong before. Null: what differed had changed.',
    }),
    kinds: t.expose('kinds', { type: [RosterKindEnum], description: 'What its files speak of.' }),
    written: t.expose('written', { type: [RosterKindEnum], description: 'The kinds written so far.' }),
    sheets: t.expose('sheets', { type: [SheetRef], description: 'What came of each sheet.' }),
    changes: t.expose('changes', { type: ChangesRef, description: 'What it does to the graph.' }),
    missing: t.exposeInt('missing', {
      description: 'Facts that run on `asOf` and that the files do not name. They go on: absence ends nothing.',
    }),
    errors: t.exposeInt('errors', { description: 'How many findings reject a row.' }),
    warnings: t.exposeInt('warnings', { description: 'How many findings warn.' }),
    findings: t.connection(
      {
        type: FindingRef,
        description: 'What there is to repair or to know, in the order of the files.',
        args: { severity: t.arg({ type: SeverityEnum, description: 'Only these.' }) },
        resolve: async ({ id }, { severity, ...args }, { graph, scope }) => {
          const findings = await findingsOf(graph, scope, id);
          return resolveArrayConnection(
            { args, defaultSize: LIMITS.pageSize, maxSize: LIMITS.largestPage },
            findings.filter((finding) => severity === null || severity === undefined || finding.severity === severity),
          );
        },
      },
      { name: 'FindingConnection' },
      { name: 'FindingEdge' },
    ),
    rejectedRows: t.string({
      nullable: true,
      description: 'Address of the rejected rows as `.xlsx`, with the reasons beside them. Null: none was rejected.',
      resolve: ({ id, errors }) => (errors === 0 ? null : rejectedRowsAddress(id)),
    }),
  }),
});

/** Where the rejected rows of a run are: relative to the server. */
export function rejectedRowsAddress(id: ImportRunId): string {
  return `/imports/${id}/rejected.xlsx`;
}

/** Why an import was not applied, each a type of its own with what to do. */
const REFUSALS = {
  PlanOutdated: 'The graph has changed since the import was planned. Nothing was written: plan it again.',
  NothingAccepted: 'No row of the files can be taken.',
  OutOfScope: 'The account may not import, or take imports back, for this region.',
  AlreadyApplied: 'The import was applied before, or is being applied.',
  NoSuchImport: 'There is no such import that the account may see.',
} as const;
type NamedRefusal = keyof typeof REFUSALS;

interface Refused {
  readonly refusal: NamedRefusal;
  readonly message: string;
}
interface Applied {
  readonly refusal: null;
  readonly run: ImportRun;
}

const AppliedRef = builder.objectRef<Applied>('ImportApplied').implement({
  description: 'The import is written.',
  fields: (t) => ({
    run: t.field({ type: ImportRunRef, description: 'The import.', resolve: ({ run }) => run }),
  }),
});

function refusalType(name: NamedRefusal) {
  return builder.objectRef<Refused>(name).implement({
    description: REFUSALS[name],
    fields: (t) => ({ message: t.exposeString('message', { description: 'What happened and what to do.' }) }),
  });
}

export const OutOfScopeRef = refusalType('OutOfScope');
export const NoSuchImportRef = refusalType('NoSuchImport');

const ApplyImportResult = builder.unionType('ApplyImportResult', {
  description: 'Applied, or why not.',
  types: [
    AppliedRef,
    refusalType('PlanOutdated'),
    refusalType('NothingAccepted'),
    OutOfScopeRef,
    refusalType('AlreadyApplied'),
    NoSuchImportRef,
  ],
  resolveType: ({ refusal }) => refusal ?? 'ImportApplied',
});

builder.queryFields((t) => ({
  importRun: t.field({
    type: ImportRunRef,
    nullable: true,
    description: 'An import. Null when there is none, or none that you may see.',
    args: {
      id: t.arg.globalID({ required: true, for: ImportRunRef, description: 'Its id, as POST /imports answers it.' }),
    },
    resolve: (_root, { id }, { graph, scope }) => findImport(graph, scope, id.id as ImportRunId),
  }),
  importRuns: t.connection(
    {
      type: ImportRunRef,
      description: 'The imports of a body, the latest first.',
      args: { region: codeArgument(t, 'Code of the body that issued the codes, as valid today.') },
      resolve: async (_root, { region, ...args }, { graph, scope, today }) => {
        const issuer = await findRegion(graph, scope, region, today);
        return resolveOffsetConnection(
          { args, defaultSize: LIMITS.pageSize, maxSize: LIMITS.largestPage },
          async ({ offset, limit }) =>
            issuer === null ? [] : [...(await importRuns(graph, scope, issuer, { skip: offset, limit }))],
        );
      },
    },
    { name: 'ImportRunConnection' },
    { name: 'ImportRunEdge' },
  ),
}));

builder.mutationType({
  description: 'Everything that can be changed. Each answers with a union: what came of it, or why not.',
});
builder.mutationFields((t) => ({
  applyImport: t.field({
    type: ApplyImportResult,
    description: 'Writes a planned import, if its plan is still what writing it would do.',
    args: { id: t.arg.globalID({ required: true, for: ImportRunRef, description: 'Id of the planned import.' }) },
    resolve: async (_root, { id }, { graph, scope, viewer, language }): Promise<Applied | Refused> => {
      try {
        const run = await applyImport({ graph }, { id: id.id as ImportRunId, scope, by: viewer.tokenId });
        return { refusal: null, run };
      } catch (error) {
        if (!(error instanceof ImportRefused)) throw error;
        return { refusal: namedRefusal(error), message: inLanguage(error.text, language) };
      }
    },
  }),
}));

/** A region or a policy that was there for the plan and is gone has outrun the plan as well. */
function namedRefusal({ refusal }: ImportRefused): NamedRefusal {
  switch (refusal) {
    case 'UnknownRegion':
    case 'NoPolicy':
    case 'UndoUnfinished':
      return 'PlanOutdated';
    case 'OutOfScope':
    case 'PlanOutdated':
    case 'NothingAccepted':
    case 'AlreadyApplied':
    case 'NoSuchImport':
      return refusal;
  }
}
