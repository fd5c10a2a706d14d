import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RosterInput } from '../../src/intake/input.ts';
import { readMapping, shippedMapping } from '../../src/intake/mapping.ts';
import { planRoster } from '../../src/intake/planRoster.ts';
import { readFiles } from '../../src/intake/readFiles.ts';
import { rejectedWorkbook } from '../../src/intake/rejected.ts';
import type { Cell, SourceSheet } from '../../src/intake/sheet.ts';
import { UnreadableFile } from '../../src/intake/unreadable.ts';
import {
  POSTS,
  SCHOOLS,
  SEATS,
  TEACHERS,
  TITLES,
  WORKSHOPS,
  changesOf,
  day,
  input,
  regionId,
  roles,
  said,
  school,
  sheet,
  smallRoster,
  snapshotAfter,
  teacher,
} from './invented.ts';

const first = planRoster(input(smallRoster()));
const snapshot = snapshotAfter(first);

/** A later file of one sheet, against the graph that the small roster left. */
function later(name: string, rows: readonly (readonly Cell[])[], more: Partial<RosterInput> = {}) {
  return planRoster(input([sheet(name, rows)], { snapshot, ...more }));
}

test('a good roster only creates, and says nothing', () => {
  expect(first.findings).toEqual([]);
  expect(changesOf(first).map(({ action }) => action)).toEqual(Array.from({ length: 12 }, () => 'create'));
});

test('the same roster again changes nothing; its plan is another one', () => {
  const again = planRoster(input(smallRoster(), { snapshot }));
  expect([changesOf(again), again.unchanged, again.missing]).toEqual([[], 12, []]);
  expect(again.fingerprint).not.toBe(first.fingerprint);
  expect(planRoster(input(smallRoster())).fingerprint).toBe(first.fingerprint);
});

describe('against what the graph holds', () => {
  test('a file with one sheet alone finds people and schools there', () => {
    const plan = later('班主任任职', [POSTS, ['丙小学', '二年级1班', '99000004', '班主任', '2025-09-01', null]]);
    expect(plan.findings).toEqual([]);
    expect(changesOf(plan).map(({ action, record }) => [action, record.kind])).toEqual([['create', 'post']]);
  });

  test('what a file does not name goes on, and is listed as missing', () => {
    const plan = later('班主任任职', [POSTS, ['甲小学', '一年级1班', '99000001', '班主任', '2020-09-01', null]]);
    expect([changesOf(plan), plan.unchanged, plan.missing]).toEqual([[], 1, [{ kind: 'post', id: 'post 1' }]]);
  });

  test('an end that was open is filled: the fact ends', () => {
    const plan = later('班主任任职', [
      POSTS,
      ['甲小学', '一年级1班', '99000001', '班主任', '2020-09-01', '2025-07-10'],
    ]);
    expect(changesOf(plan)).toMatchObject([
      { action: 'end', id: 'post 0', record: { to: '2025-07-10' }, correction: false },
    ]);
  });

  test('another date on the same identity is a correction', () => {
    const ended = snapshotAfter(
      later('班主任任职', [POSTS, ['甲小学', '一年级1班', '99000001', '班主任', '2020-09-01', '2025-07-10']]),
    );
    const plan = later(
      '班主任任职',
      [POSTS, ['甲小学', '一年级1班', '99000001', '班主任', '2020-09-01', '2025-07-15']],
      {
        snapshot: { ...snapshot, post: ended.post },
      },
    );
    expect(changesOf(plan)).toMatchObject([{ action: 'change', record: { to: '2025-07-15' }, correction: true }]);
  });

  test.each([
    ['a school’s setting', '学校', [SCHOOLS, school('9900001', '甲小学', '乙市', '镇区')]],
    ['a school’s governing body', '学校', [SCHOOLS, school('9900001', '甲小学', '乙市', '城区', '是')]],
    ['a person’s school', '教师', [TEACHERS, teacher('99000001', '丙小学')]],
    ['a workshop’s host', '工作室', [WORKSHOPS, ['JS-01', '甲工作室', '市级', '小学', '2022-03-01', '99000004']]],
  ])('%s that differs has changed on the as-of day, unless the import corrects', (_, name, rows) => {
    expect(changesOf(later(name, rows))).toMatchObject([{ action: 'change', correction: false }]);
    expect(changesOf(later(name, rows, { corrects: 'typing error' }))).toMatchObject([
      { action: 'change', correction: true },
    ]);
  });

  test('a name that differs is put right in place', () => {
    expect(changesOf(later('学校', [SCHOOLS, school('9900001', '甲一小学')]))).toMatchObject([{ correction: true }]);
  });

  test('another start over the same days is perhaps a corrected one: warned, and replaced when the import corrects', () => {
    const rows = [POSTS, ['甲小学', '一年级1班', '99000001', '班主任', '2020-10-01', null]];
    const plan = later('班主任任职', rows);
    expect(said(plan)).toEqual(['班主任任职 2 开始 perhaps-corrected-start']);
    expect(changesOf(plan)).toMatchObject([{ action: 'create' }]);
    const corrected = later('班主任任职', rows, { corrects: 'typing error' });
    expect(changesOf(corrected)).toMatchObject([
      {
        action: 'change',
        id: 'post 0',
        before: { from: '2020-09-01' },
        record: { from: '2020-10-01' },
        correction: true,
      },
    ]);
    expect(corrected.missing).toEqual([{ kind: 'post', id: 'post 1' }]);
  });

  test('a seat under another start would be taken twice: rejected, and replaced when the import corrects', () => {
    const rows = [SEATS, ['JS-01', '成员', '99000001', null, '2022-04-01', null]];
    expect(said(later('工作室人员', rows))).toEqual([
      '工作室人员 2 工号 seat-overlap',
      '工作室人员 2 起始 perhaps-corrected-start',
    ]);
    expect(changesOf(later('工作室人员', rows, { corrects: 'typing error' }))).toMatchObject([{ action: 'change' }]);
  });

  test('a seat elsewhere is free once the file ends the one that the graph holds', () => {
    const other = ['JS-02', '乙工作室', '市级', '小学', '2022-03-01', '99000004'];
    const moved = ['JS-02', '成员', '99000001', null, '2025-09-01', null];
    const ended = ['JS-01', '成员', '99000001', null, '2022-03-01', '2025-09-01'];
    const workshops = sheet('工作室', [WORKSHOPS, other]);
    const plan = planRoster(input([sheet('工作室人员', [SEATS, moved, ended]), workshops], { snapshot }));
    expect(plan.findings).toEqual([]);
    const still = planRoster(input([sheet('工作室人员', [SEATS, moved]), workshops], { snapshot }));
    expect(said(still)).toEqual(['工作室人员 2 工号 seat-overlap']);
  });

  test('a county workshop keeps its founder when its host changes', () => {
    const row = (host: string | null) => ['BS-01', '丙工作室', '县级', '小学', '2022-03-01', host];
    const plan = later('工作室', [WORKSHOPS, row('99000003')]);
    expect(plan.changes.workshop).toMatchObject([{ record: { foundedBy: '990123' } }]);
    const known = { ...snapshot, workshop: snapshotAfter(plan).workshop };
    const next = later('工作室', [WORKSHOPS, row('99000001')], { snapshot: known });
    expect(next.changes.workshop).toMatchObject([{ record: { host: '99000001', foundedBy: '990123' } }]);
  });
});

test('a county workshop without a host belongs to the importing body, with a warning', () => {
  const plan = later('工作室', [WORKSHOPS, ['BS-01', null, '县级', '小学', '2022-03-01', null]]);
  expect(said(plan)).toEqual(['工作室 2 主持人工号 host-vacant', '工作室 2 主持人工号 workshop-region-unknown']);
  expect(plan.changes.workshop).toMatchObject([{ record: { foundedBy: '990100' } }]);
});

describe('regions', () => {
  const county = (written: string, more: Partial<RosterInput> = {}) =>
    planRoster(input([sheet('学校', [SCHOOLS, school('9900001', '甲小学', written)])], more));

  test.each([
    ['乙市', '990102', []],
    ['丙山彝族傣族自治县', '990123', []],
    ['丙山县', '990123', []],
    ['乙县', '990102', ['学校 2 所属县区 old-region-name']],
  ])('%s is read as %s', (written, id, findings) => {
    const plan = county(written);
    expect(plan.changes.school.map(({ record }) => record.governedBy)).toEqual([regionId(id)]);
    expect(said(plan)).toEqual(findings);
  });

  test.each(['甲市', '丙山', '某县'])('%s is not guessed', (written) => {
    expect(said(county(written))).toEqual(['学校 2 所属县区 unknown-county']);
  });

  test('a former name was in use on its days', () => {
    expect(said(county('乙县', { asOf: day('2018-11-15') }))).toEqual([]);
    expect(said(county('乙市', { asOf: day('2018-11-15') }))).toEqual(['学校 2 所属县区 unknown-county']);
  });

  test('a county cannot say that a school is the city’s own', () => {
    const issuer: RosterInput['issuer'] = { regionId: regionId('990123'), code: '990123', level: 'COUNTY' };
    const rows = [SCHOOLS, school('9900001', '甲小学', '丙山县', '城区', '是')];
    expect(said(planRoster(input([sheet('学校', rows)], { issuer })))).toEqual([
      '学校 2 是否市直 not-governed-by-the-issuer',
    ]);
  });
});

describe('the shape of a sheet', () => {
  const rows = [SCHOOLS, school('9900001', '甲小学')];

  test('a sheet that lacks a required column is not read, and one finding says which', () => {
    const plan = planRoster(
      input([
        sheet(
          '学校',
          rows.map((row) => row.slice(0, 4)),
        ),
      ]),
    );
    expect(said(plan)).toEqual(['学校 - - missing-column']);
    expect(plan.sheets).toMatchObject([{ rows: 1, accepted: 0, rejected: 1 }]);
  });

  test('a column that is there twice is not chosen from', () => {
    const plan = planRoster(
      input([
        sheet(
          '学校',
          rows.map((row) => [...row, row[0] ?? null]),
        ),
      ]),
    );
    expect(said(plan)).toEqual(['学校 - 学校编码 repeated-column']);
  });

  test('a column that means nothing is named, and a sheet that is none is too', () => {
    const plan = planRoster(
      input([
        sheet(
          '学校',
          rows.map((row, index) => [...row, index === 0 ? '校长' : '甲']),
        ),
        sheet('封面', [['甲市']]),
      ]),
    );
    expect(said(plan)).toEqual(['学校 - 校长 column-not-read', '封面 - - unknown-sheet']);
    expect(changesOf(plan)).toHaveLength(1);
  });

  test('a file without any sheet of a roster is refused', () => {
    expect(() => planRoster(input([sheet('封面', [['甲市']])]))).toThrow(UnreadableFile);
  });

  test('what a role needs is asked for by its heading where the column is missing', () => {
    const rows = [
      SEATS.filter((header) => header !== '所属成员工号'),
      ['JS-01', '学员', '99000004', '2022-03-01', null],
    ];
    const plan = later('工作室人员', rows);
    expect(said(plan)).toEqual(['工作室人员 2 - missing-value']);
    expect(plan.findings[0]?.message.zh).toContain('所属成员工号');
  });

  test('a kind is told by its headers, whatever the sheet is called', () => {
    const renamed: SourceSheet[] = smallRoster().map((one, index) => ({ ...one, name: `Sheet${index + 1}` }));
    expect(planRoster(input(renamed)).fingerprint).toBe(first.fingerprint);
  });

  test('an office’s own mapping adds headings and words', () => {
    const text = `
mapping: own
title: { zh: 本局, en: Ours }
sheets: { school: { columns: { code: { headers: [校码] } } } }
words: { setting: { VILLAGE: [村小] } }
`;
    const base = ['sheets.yaml', 'words.yaml'].map((name) => ({ name, text: read(name) }));
    const mapping = readMapping([...base, { name: 'own.yaml', text }]);
    const own = sheet('学校', [['校码', ...SCHOOLS.slice(1)], school('9900001', '甲小学', '乙市', '村小')]);
    expect(planRoster(input([own], { mapping })).changes.school).toMatchObject([{ record: { setting: 'VILLAGE' } }]);
    expect(said(planRoster(input([own])))).toEqual(['学校 - - missing-column']);
    expect(shippedMapping().words.setting.codes.has('村小')).toBe(false);
  });

  test('a mapping that names what does not exist is refused with its place', () => {
    const bad = (text: string) => () =>
      readMapping([{ name: 'bad.yaml', text: `mapping: x\ntitle: { zh: x, en: x }\n${text}` }]);
    expect(bad('sheets: { school: { columns: { colour: { headers: [x] } } } }')).toThrow(
      'bad.yaml:3:32: sheets.school.columns.colour',
    );
    expect(bad('words: { setting: { SUBURB: [x] } }')).toThrow('bad.yaml:3:21: words.setting.SUBURB');
    expect(bad('columns: {}')).toThrow('bad.yaml');
  });
});

test('the roles of another policy are read without a change to the code', () => {
  const mapping = readMapping([
    ...['sheets.yaml', 'words.yaml'].map((name) => ({ name, text: read(name) })),
    {
      name: 'own.yaml',
      text: 'mapping: own\ntitle: { zh: x, en: x }\nwords: { role: { guide: [向导], observer: [观察员] } }',
    },
  ]);
  const rolesOf = () => ({ leading: 'guide', parents: new Map(), codes: new Set(['guide', 'observer']) });
  const rows = [
    SEATS,
    ['JS-01', '观察员', '99000004', null, '2022-03-01', null],
    ['JS-01', '向导', '99000003', null, '2022-03-01', null],
  ];
  const plan = later('工作室人员', rows, { mapping, rolesOf });
  expect(plan.changes.seat).toMatchObject([
    { record: { role: 'observer', under: null } },
    { record: { role: 'guide', under: null } },
  ]);
  expect(said(plan)).toEqual([]);
});

describe('the policy of a workshop', () => {
  const none = () => ({ leading: null, parents: new Map<string, string>(), codes: new Set<string>() });
  const row = (code: string, host: string | null) => [code, null, '市级', '小学', '2022-03-01', host];

  test('that has nobody lead it rejects a host, and nothing else', () => {
    const rows = [WORKSHOPS, row('XX-01', '99000002'), row('XX-02', null)];
    const plan = later('工作室', rows, { rolesOf: none });
    expect(said(plan)).toEqual(['工作室 2 主持人工号 no-leading-role', '工作室 3 主持人工号 host-vacant']);
    expect(plan.changes.workshop).toMatchObject([{ action: 'create', record: { code: 'XX-02' } }]);
    expect(plan.findings[0]?.message.zh).toContain('2022-03-01 成立的市级工作室');
  });

  test('says which seats it has, whatever other workshops have', () => {
    const rolesOf: RosterInput['rolesOf'] = ({ level }) =>
      level === 'CITY'
        ? roles
        : { ...roles, codes: new Set(['host', 'member']), parents: new Map([['member', 'host']]) };
    const plan = planRoster(
      input(
        [
          sheet('工作室', [WORKSHOPS, ['BS-01', null, '县级', '小学', '2022-03-01', '99000003']]),
          sheet('工作室人员', [
            SEATS,
            ['BS-01', '成员', '99000004', null, '2022-03-01', null],
            ['BS-01', '学员', '99000002', '99000004', '2022-03-01', null],
            ['JS-01', '学员', '99000004', '99000001', '2022-03-01', null],
          ]),
        ],
        { snapshot, rolesOf },
      ),
    );
    expect(said(plan)).toEqual(['工作室人员 3 角色 unknown-role-of-workshop']);
    expect(plan.changes.seat).toHaveLength(2);
  });
});

describe('a row that was handed back as a duplicate', () => {
  const other = school('9900001', '甲一小学');
  const mapping = shippedMapping();
  const handedBack = async (): Promise<SourceSheet> => {
    const sheets = [sheet('学校', [SCHOOLS, school('9900001', '甲小学'), other])];
    const bytes = rejectedWorkbook(sheets, mapping, planRoster(input(sheets)).findings);
    if (bytes === null) throw new Error('Nothing was rejected');
    const [one] = await readFiles([{ name: 'rejected.xlsx', bytes }]);
    if (one === undefined) throw new Error('Nothing was handed back');
    return one;
  };
  const withoutReasons = (one: SourceSheet): SourceSheet => ({
    ...one,
    rows: one.rows.map((cells, index) => (index === 0 ? cells : cells.slice(0, SCHOOLS.length + 1))),
  });

  test('stays out, however often it is handed back, until its reasons are cleared', async () => {
    const again = await handedBack();
    const plan = planRoster(input([again], { snapshot }));
    expect(said(plan)).toEqual(['学校 2 学校名称 conflicting-duplicate']);
    expect(changesOf(plan)).toEqual([]);
    expect(plan.findings[0]?.message.zh).toContain('“原因、Reasons”');
    const bytes = rejectedWorkbook([again], mapping, plan.findings) ?? new Uint8Array();
    const thrice = await readFiles([{ name: 'rejected.xlsx', bytes }]);
    expect(said(planRoster(input(thrice, { snapshot })))).toEqual(['学校 2 学校名称 conflicting-duplicate']);

    const cleared = planRoster(input([withoutReasons(again)], { snapshot }));
    expect(cleared.findings).toEqual([]);
    expect(changesOf(cleared)).toMatchObject([{ action: 'change', record: { name: '甲一小学' } }]);
  });

  test('goes in where the import corrects, and where nothing stands against it', async () => {
    const again = await handedBack();
    expect(changesOf(planRoster(input([again], { snapshot, corrects: 'typing error' })))).toHaveLength(1);
    expect(changesOf(planRoster(input([again])))).toMatchObject([{ action: 'create' }]);
  });

  test('is known as such in either language', async () => {
    const again = await handedBack();
    const column = SCHOOLS.length + 1;
    const inEnglish = { ...again, rows: again.rows.map((cells, at) => (at === 0 ? cells : cells.with(column, null))) };
    expect(said(planRoster(input([inEnglish], { snapshot })))).toEqual(['学校 2 学校名称 conflicting-duplicate']);
  });
});

test('whatever stands in the cells, every row is either taken or rejected with a reason', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '甲小学',
      '99000001',
      '班主任',
      '2020-09-01',
      'JS-01',
      '成员',
      '学员',
      '小学',
      '乙市',
      '=1',
      '填表说明',
    ),
    fc.double(),
    fc.integer({ min: 1, max: 99_999_999 }),
    fc.boolean(),
    fc.record({ date: fc.double() }),
    fc.record({ formula: fc.constant('=A1') }),
    fc.record({ error: fc.constant('#N/A') }),
  );
  const headers = fc.constantFrom(
    ['学校', SCHOOLS],
    ['教师', TEACHERS],
    ['班主任任职', POSTS],
    ['称号', TITLES],
    ['工作室', WORKSHOPS],
    ['工作室人员', SEATS],
  );
  const sheets = headers.chain(([name, header]) =>
    fc
      .array(fc.array(cell, { minLength: 5, maxLength: 7 }), { maxLength: 6 })
      .map((rows) => sheet(name, [[...header], ...rows])),
  );
  fc.assert(
    fc.property(sheets, (one) => {
      const plan = planRoster(input([one], { snapshot }));
      for (const { rows, accepted, rejected, sheet: name } of plan.sheets) {
        const errors = plan.findings.filter(
          (said) => said.sheet === name && said.severity === 'error' && said.row !== null,
        );
        expect(accepted + rejected).toBe(rows);
        expect(new Set(errors.map(({ row }) => row)).size).toBe(rejected);
      }
    }),
  );
});

test('a title of the same sort over the same years is warned about, and both stand', () => {
  const title = (awarded: string) => ['骨干班主任', '市级', '99000001', awarded, '2027-05-01', '有效'];
  const known = { ...snapshot, designation: snapshotAfter(later('称号', [TITLES, title('2024-05-01')])).designation };
  const plan = later('称号', [TITLES, title('2024-06-01')], { snapshot: known });
  expect(said(plan)).toEqual(['称号 2 授予日期 perhaps-corrected-start']);
  expect(changesOf(plan)).toMatchObject([{ action: 'create' }]);
});

function read(name: string): string {
  return readFileSync(new URL(`../../src/intake/mapping/${name}`, import.meta.url), 'utf8');
}
