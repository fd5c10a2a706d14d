import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROSTER_KINDS, type RosterPlan, type RosterRecord } from '../../../src/domain/roster.ts';
import { identityOf } from '../../../src/intake/identity.ts';
import { shippedMapping } from '../../../src/intake/mapping.ts';
import { planRoster } from '../../../src/intake/planRoster.ts';
import { readFiles } from '../../../src/intake/readFiles.ts';
import type { SourceSheet } from '../../../src/intake/sheet.ts';
import { suggestionFor } from '../../../src/intake/suggestMapping.ts';
import { UnreadableFile } from '../../../src/intake/unreadable.ts';
import { changesOf, input, nothing, snapshotAfter } from '../invented.ts';
import { type Planted, filesOf } from './files.ts';
import { AS_OF, type Office, office, recordsOf } from './model.ts';

const map = {
  name: 'other-office.yaml',
  text: readFileSync(new URL('../../../docs/guides/other-office/other-office.yaml', import.meta.url), 'utf8'),
};
const mapping = shippedMapping([map]);
/** Trainees of this office stand under whoever leads, as members do. */
const rolesOf = () => ({
  leading: 'host',
  parents: new Map([
    ['member', 'host'],
    ['trainee', 'host'],
  ]),
  codes: new Set(['host', 'member', 'trainee']),
});

let model: Office;
let sheets: readonly SourceSheet[];
let planted: readonly Planted[];
let plan: RosterPlan;

beforeAll(async () => {
  model = office(200);
  const written = await filesOf(model);
  planted = written.planted;
  sheets = await readFiles(written.files);
  plan = planRoster(input(sheets, { mapping, rolesOf, asOf: AS_OF }));
});

function byIdentity(records: readonly RosterRecord[]): Map<string, RosterRecord> {
  return new Map(records.map((record) => [`${record.kind} ${identityOf(record)}`, record]));
}

describe('a workbook in other words, order, codes and dates', () => {
  test.each(ROSTER_KINDS)('goes in through a mapping only, row by row: %s', (kind) => {
    const expected = recordsOf(model).filter((record) => record.kind === kind);
    const found = changesOf(plan).flatMap(({ record }) => (record.kind === kind ? [record] : []));
    expect(byIdentity(found)).toEqual(byIdentity(expected));
    expect(found).toHaveLength(expected.length);
  });

  test('rejects exactly the rows that are at fault, for their fault', () => {
    const rejected = plan.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ file, sheet, row, code }) => ({ file, sheet, row, code }));
    expect(rejected).toEqual(expect.arrayContaining([...planted]));
    expect(new Set(rejected.map(({ sheet, row }) => `${sheet} ${row ?? ''}`))).toEqual(
      new Set(planted.map(({ sheet, row }) => `${sheet} ${row}`)),
    );
  });

  test('imported again, it changes nothing, and who leads is still who led', () => {
    const created = snapshotAfter(plan);
    const leads = created.seat.filter(({ record }) => record.role === 'host');
    const snapshot = { ...created, seat: created.seat.filter(({ record }) => record.role !== 'host') };
    const hosts = new Map(leads.map(({ record }) => [record.workshopCode, record.staffNo]));
    const workshop = created.workshop.map(({ id, record }) => ({
      id,
      record: { ...record, host: hosts.get(record.code) ?? null },
    }));
    const again = planRoster(
      input(sheets, { mapping, rolesOf, asOf: AS_OF, snapshot: { ...snapshot, workshop }, leads }),
    );
    expect(changesOf(again)).toEqual([]);
  });

  test('is refused without the mapping, with what its sheets might be', () => {
    const without = () => planRoster(input(sheets, { rolesOf, asOf: AS_OF }));
    expect(without).toThrow(UnreadableFile);
    expect(without).toThrow(/--suggest-map|headers/u);
  });
});

test('one person under two numbers is listed, and stays two', async () => {
  const [first, second] = model.people;
  if (first === undefined || second === undefined) throw new Error('An office has people');
  const twins = { ...model, people: [first, { ...first, number: 99_990, leads: null }, second] };
  const { files } = await filesOf({ ...twins, seats: [], pairs: [] });
  const read = (await readFiles(files)).filter(({ name }) => ['机构', '人员'].includes(name));
  const found = planRoster(input(read, { mapping, rolesOf, asOf: AS_OF }));
  expect(found.findings.filter(({ code }) => code === 'perhaps-the-same-person').map(({ row }) => row)).toEqual([4]);
  expect(found.changes.teacher.map(({ record }) => record.staffNo)).toEqual(['JX00041', 'JX99990', 'JX00048']);
});

test('the suggested mapping, its guesses confirmed and its gaps filled in, reads what the office’s own does', () => {
  const text = suggestionFor(
    sheets.filter(({ name }) => name === '人员'),
    shippedMapping(),
  );
  expect(text).toContain('as: teacher');
  expect(() => shippedMapping([{ name: 'draft.yaml', text }])).toThrow(/draft/u);
  const fill = (field: string, by: string) => (draft: string) =>
    draft.replace(new RegExp(`(# 必填 MUST )?${field}: .*`, 'u'), `${field}: ${by}`);
  const filled = [
    fill('staffNo', '{ headers: [编码] }'),
    fill('school', '{ headers: [单位] }'),
    fill('hiredOn', '{ headers: [参加工作] }'),
    fill('teachingSince', '{ from: hiredOn }'),
  ].reduce((draft, step) => step(draft), text.replace('draft: true\n', ''));
  const confirmed = `${filled}\ncodes: { staffNo: { prefix: JX, length: 7, fill: true }, school: { length: 5, letters: true } }\n`;
  const own = shippedMapping([{ name: 'own.yaml', text: confirmed }]);
  const { school } = snapshotAfter(plan);
  const found = planRoster(
    input(
      sheets.filter(({ name }) => name === '人员'),
      { mapping: own, snapshot: { ...nothing, school }, asOf: AS_OF },
    ),
  );
  const expected = recordsOf(model).filter(({ kind }) => kind === 'teacher');
  expect(found.changes.teacher.map(({ record }) => record)).toEqual(expected);
});
