import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { EXPORTS } from '../../src/domain/export.ts';
import { expected } from '../oracle/expected.ts';
import { withoutMentorOn } from '../oracle/weekly.ts';
import { serving } from './serving.ts';

const api = serving();
// Read before anything is asked: while it is read nothing answers, and connections kept open would be closed.
const WITHOUT_MENTOR = withoutMentorOn(expected.as_of, '2025-2026').people;
// The first questions to a fresh database plan every query.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let city = '';
let foreign = '';
let teacher = '';

beforeAll(async () => {
  city = await api.token({ regionCode: '530400' });
  foreign = await api.token({ regionCode: '350200' });
  teacher = await api.token({ role: 'teacher', regionCode: '530400', staffNo: '25003996' });
});

function get(file: string, token: string | null, language = 'en'): Promise<Response> {
  return api.fetch(`/exports/${file}`, {
    headers: { 'accept-language': language, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  });
}

type Cell = string | number | null;

/** The notes, and the rows below the headers, each by header. */
async function table(file: string, token = city, language = 'en') {
  const response = await get(file, token, language);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(bytes.toString('utf8'));
  const lines = file.includes('.xlsx') ? spreadsheet(bytes) : csv(bytes);
  const blank = lines.findIndex((line) => line.every((cell) => cell === null || cell === ''));
  const headers = (lines[blank + 1] ?? []).map(String);
  return {
    notes: lines.slice(1, blank).map(([label, value]) => [label, value]),
    rows: lines
      .slice(blank + 2)
      .map((line) => Object.fromEntries(headers.map((header, index) => [header, line[index] ?? null] as const))),
    headers: response.headers,
  };
}

function spreadsheet(bytes: Buffer): Cell[][] {
  const workbook = read(bytes);
  const [name = ''] = workbook.SheetNames;
  const sheet = workbook.Sheets[name];
  return sheet === undefined ? [] : utils.sheet_to_json(sheet, { header: 1, blankrows: true, defval: null });
}

function csv(bytes: Buffer): Cell[][] {
  return parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: false });
}

const ON = `region=530400&asOf=${expected.as_of}`;
const inCity = async (fields: string) => {
  const { data, errors } = await api.ask(`{ region(code: "530400", asOf: "${expected.as_of}") { ${fields} } }`, city);
  expect(errors).toEqual([]);
  return (data?.['region'] ?? {}) as Record<string, unknown>;
};

describe('a report as a file agrees with GraphQL row by row', () => {
  test.each(['xlsx', 'csv'])('mentor load as .%s', async (format) => {
    const { rows } = await table(`mentor-load.${format}?${ON}&schoolYear=2025-2026`);
    const { mentorLoad } = (await inCity(
      'mentorLoad(schoolYear: "2025-2026") { mentors rows(first: 500) { nodes { mentor { staffNo name school { name } } required current shortfall status } } }',
    )) as {
      mentorLoad: {
        mentors: number;
        rows: {
          nodes: {
            mentor: { staffNo: string; name: string; school: { name: string } };
            required: number;
            current: number;
            shortfall: number;
            status: string;
          }[];
        };
      }[];
    };
    const [report] = mentorLoad;
    expect(rows).toHaveLength(report?.mentors ?? -1);
    expect(
      rows
        .slice(0, 500)
        .map((row) =>
          [row['Staff number'], row['Name'], row['School'], row['Status']].concat(
            [row['Required'], row['Current'], row['Shortfall']].map(Number).map(String),
          ),
        ),
    ).toEqual(
      report?.rows.nodes.map(({ mentor, required, current, shortfall, status }) => [
        mentor.staffNo,
        mentor.name,
        mentor.school.name,
        status,
        ...[required, current, shortfall].map(String),
      ]),
    );
  });

  test('open places, with the sum of the capacity', async () => {
    const { rows } = await table(`open-places.xlsx?${ON}`);
    const { openPlaces } = (await inCity(
      'openPlaces(first: 500) { open nodes { workshop { code } under { holder { staffNo } } required filled open room } }',
    )) as {
      openPlaces: {
        open: number;
        nodes: {
          workshop: { code: string };
          under: { holder: { staffNo: string } } | null;
          required: number;
          filled: number;
          open: number;
          room: number | null;
        }[];
      };
    };
    expect(rows.reduce((sum, row) => sum + Number(row['Open']), 0)).toBe(openPlaces.open);
    expect(
      rows.map((row) => [
        row['Workshop'],
        row['Under (staff number)'],
        row['Required'],
        row['Filled'],
        row['Open'],
        row['Room'],
      ]),
    ).toEqual(
      openPlaces.nodes.map(({ workshop, under, required, filled, open, room }) => [
        workshop.code,
        under?.holder.staffNo ?? null,
        required,
        filled,
        open,
        room,
      ]),
    );
  });

  test('everybody without a mentor, in bounded time', async () => {
    const started = performance.now();
    const { rows } = await table(`without-mentor.xlsx?${ON}`);
    expect(rows.map((row) => row['Staff number'])).toEqual(WITHOUT_MENTOR);
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  test('what ends', async () => {
    const { rows } = await table(`ending.csv?${ON}&months=12`);
    const { ending } = (await inCity(
      'ending(months: 12) { overdue { totalCount } entries(first: 5) { totalCount nodes { date teacher { staffNo } } } }',
    )) as {
      ending: {
        overdue: { totalCount: number };
        entries: { totalCount: number; nodes: { date: string; teacher: { staffNo: string } }[] };
      };
    };
    expect(rows.filter((row) => row['Overdue'] === 'yes')).toHaveLength(ending.overdue.totalCount);
    const later = rows.filter((row) => row['Overdue'] === 'no');
    expect(later).toHaveLength(ending.entries.totalCount);
    expect(later.slice(0, 5).map((row) => [row['Date'], row['Staff number']])).toEqual(
      ending.entries.nodes.map(({ date, teacher: { staffNo } }) => [date, staffNo]),
    );
  });

  test('targets', async () => {
    const { rows } = await table(`targets.xlsx?${ON}`);
    const { targets } = (await inCity('targets { actual required gap state parts { gap } }')) as {
      targets: { actual: number | null; required: number | null; gap: number | null; state: string; parts: object[] }[];
    };
    expect(rows).toHaveLength(targets.reduce((sum, { parts }) => sum + 1 + parts.length, 0));
    expect(
      rows
        .filter((row) => row['Part'] === null)
        .map((row) => ({ actual: row['Actual'], required: row['Required'], gap: row['Gap'], state: row['State'] })),
    ).toEqual(targets.map(({ actual, required, gap, state }) => ({ actual, required, gap, state })));
  });

  test('targets with what they say, are due, lead to and rest on', async () => {
    const { rows } = await table(`targets.xlsx?${ON}`);
    const fields = 'missing titles withoutRevoked persons firstTimePersons among matching unknown forecastBasis';
    const { targets } = (await inCity(`targets { target { rule { text } } ${fields} parts { ${fields} } }`)) as {
      targets: (Record<string, unknown> & { target: { rule: { text: string } }; parts: Record<string, unknown>[] })[];
    };
    expect(
      rows.map((row) => [
        row['What it says'],
        row['Missing'],
        row['Titles'],
        row['Without revoked'],
        row['Persons'],
        row['First-time persons'],
        row['Of how many'],
        row['Of these, matching'],
        row['Basis of the forecast'],
      ]),
    ).toEqual(
      targets.flatMap((target) =>
        [target, ...target.parts].map((each) => [
          target.target.rule.text,
          each['missing'],
          each['titles'],
          each['withoutRevoked'],
          each['persons'],
          each['firstTimePersons'],
          each['among'],
          each['matching'],
          each['forecastBasis'],
        ]),
      ),
    );
    for (const row of rows.filter(({ State }) => State === 'UNKNOWN')) expect(row['Why not known']).toBeTruthy();
    expect(rows.map((row) => row['Measured in'])).not.toContain('PERCENT');
  });

  test('a spreadsheet named after its report, in which days are dates', async () => {
    const response = await get(`ending.xlsx?${ON}`, city, 'zh-CN');
    const workbook = read(Buffer.from(await response.arrayBuffer()), { cellDates: true, UTC: true });
    expect(workbook.SheetNames).toEqual(['即将到期']);
    const sheet = workbook.Sheets['即将到期'];
    const days = Object.values(sheet ?? {}).filter(
      (cell: { t?: string; v?: unknown }) => cell.t === 'd' && cell.v instanceof Date,
    ) as { v: Date }[];
    expect(days.map(({ v }) => v.toISOString())).toContain(`${expected.as_of}T00:00:00.000Z`);
    expect(days.length).toBeGreaterThan(2);
  });

  test('the rural report with holders, and the rotation where there is one', async () => {
    const { rows } = await table(`rural-report.csv?${ON}&schoolYear=2025-2026`);
    const { ruralQuota } = (await inCity(
      'ruralQuota(schoolYear: "2025-2026") { tiers { holders } rotation { actual missing state } }',
    )) as {
      ruralQuota: {
        tiers: { holders: number }[];
        rotation: { actual: number; missing: number; state: string } | null;
      };
    };
    const [whole = {}] = rows;
    expect(
      Object.entries(whole).flatMap(([header, value]) => (header.startsWith('Holders: ') ? [Number(value)] : [])),
    ).toEqual(ruralQuota.tiers.map(({ holders }) => holders));
    // Empty where the policy asks for none.
    const { rotation } = ruralQuota;
    expect([whole['Rotation: share (%)'], whole['Rotation: missing'], whole['Rotation: state']]).toEqual(
      rotation === null ? ['', '', ''] : [rotation.actual.toFixed(2), String(rotation.missing), rotation.state],
    );
  });

  test('the rural report: whole, counties, direct schools, schools', async () => {
    const { rows } = await table(`rural-report.csv?${ON}&schoolYear=2025-2026`);
    const { ruralQuota } = (await inCity(
      'ruralQuota(schoolYear: "2025-2026") { ruralHomeroomTeachers trained notTrained withoutMentor }',
    )) as { ruralQuota: Record<string, number> };
    const [whole] = rows;
    expect(
      ['Rural homeroom teachers', 'Trained', 'Not trained', 'Without a mentor'].map((header) => whole?.[header]),
    ).toEqual(
      ['ruralHomeroomTeachers', 'trained', 'notTrained', 'withoutMentor'].map((field) => String(ruralQuota[field])),
    );
    expect(rows.filter((row) => row['Part'] === 'region')).toHaveLength(9);
    expect(rows.filter((row) => row['Part'] === 'school').length).toBeGreaterThan(100);
  });
});

describe('what stands on a report', () => {
  test('the day, how fresh the data is, the filters, the version of the policy and when it was made', async () => {
    const { notes } = await table(`open-places.csv?${ON}&level=CITY&role=trainee`);
    const said = Object.fromEntries(notes) as Record<string, string>;
    expect(said).toMatchObject({
      'As of': expected.as_of,
      'Data as of': expected.as_of,
      Filters: 'city, trainee',
      'Generated on': '2025-11-15',
    });
    expect(said['Policy version']).toContain('yuxi-2023 2023-01-01');
    expect(said['Unit']).toContain('530400');
  });

  test('in the language asked for, with a file name of it', async () => {
    const { notes, headers } = await table(`open-places.csv?${ON}`, city, 'zh-CN');
    expect(notes.map(([label]) => label)).toContain('数据日期');
    const name = /filename\*=UTF-8''([^;]+)/u.exec(headers.get('content-disposition') ?? '')?.[1] ?? '';
    expect(decodeURIComponent(name)).toBe(`工作坊空缺-玉溪市-${expected.as_of}.csv`);
  });

  test.each([
    ['mentor-load', '', 'school year 2025-2026'],
    ['rural-report', '&schoolYear=2024-2025', 'school year 2024-2025'],
    ['without-mentor', '', 'school year 2025-2026'],
    ['targets', '', 'none'],
    ['open-places', '', 'none'],
    ['ending', '', '6 month(s) ahead (to 2026-05-15)'],
    ['ending', '&months=12', '12 month(s) ahead (to 2026-11-15)'],
  ])('what %s%s was narrowed to, whether asked or not', async (report, asked, said) => {
    const { notes } = await table(`${report}.csv?region=530400&asOf=2025-11-15${asked}`);
    expect(Object.fromEntries(notes)).toMatchObject({ Filters: said });
  });

  // Titles and pairings end by their own dates, whatever the policy.
  test.each(EXPORTS.filter((name) => name !== 'ending'))('why %s has no numbers before any policy', async (report) => {
    const { notes, rows } = await table(`${report}.csv?region=530400&asOf=2020-01-01`);
    const said = [...notes.flat(), ...rows.flatMap((row) => Object.values(row))].join(' ');
    expect(said).toContain('No policy');
  });

  test('why there are no rows', async () => {
    const { notes, rows } = await table('mentor-load.csv?region=530400&asOf=2025-11-15&schoolYear=2026-2027');
    expect(rows).toEqual([]);
    expect(notes.find(([label]) => label === 'Not known')?.[1]).toContain('2026-2027');
  });
});

describe('what a report does not take', () => {
  const VALUES = {
    schoolYear: '2025-2026',
    role: 'trainee',
    level: 'CITY',
    stage: 'PRIMARY',
    months: '12',
    foo: '1',
  };
  const TAKEN: Readonly<Record<string, readonly string[]>> = {
    'mentor-load': ['schoolYear'],
    'rural-report': ['schoolYear'],
    targets: [],
    'open-places': ['role', 'level', 'stage'],
    'without-mentor': ['schoolYear'],
    ending: ['months'],
  };

  test.each(EXPORTS)('%s refuses by name, and says what it takes', async (report) => {
    const taken = TAKEN[report] ?? [];
    for (const [name, value] of Object.entries(VALUES).filter(([each]) => !taken.includes(each))) {
      const response = await get(`${report}.csv?${ON}&${name}=${value}`, city);
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect([response.status, errors[0]?.extensions.code]).toEqual([400, 'UNKNOWN_PARAMETER']);
      expect(errors[0]?.message).toBe(
        `The report ${report} does not take: ${name}. It takes: ${['region', 'school', 'asOf', ...taken].join(', ')}.`,
      );
    }
  });

  test('in the language asked for, whatever the value', async () => {
    const response = await get(`ending.csv?${ON}&level=NOWHERE`, city, 'zh-CN');
    expect(await response.json()).toMatchObject({
      errors: [{ message: '报表“ending”不接受：level。它接受：region、school、asOf、months。' }],
    });
  });

  test('a role that no policy knows has no places to be 0', async () => {
    const response = await get(`open-places.csv?${ON}&role=zzz`, city);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('UNKNOWN_ROLE');
    expect(errors[0]?.message).toContain('trainee');
  });
});

describe('who may have a report', () => {
  test.each(EXPORTS)('%s: not without a token, not of another city', async (report) => {
    const [nobody, stranger] = [await get(`${report}.csv?${ON}`, null), await get(`${report}.csv?${ON}`, foreign)];
    expect([nobody.status, stranger.status]).toEqual([401, 404]);
    expect(await stranger.json()).toMatchObject({ errors: [{ extensions: { code: 'UNKNOWN_REGION' } }] });
  });

  test('a teacher gets the directory of the own city', async () => {
    expect((await get(`open-places.csv?${ON}`, teacher)).status).toBe(200);
  });

  test.each([
    ['mentor-load.pdf?region=530400', 404, 'UNKNOWN_FORMAT'],
    ['salaries.csv?region=530400', 404, 'UNKNOWN_REPORT'],
    ['mentor-load.csv', 400, 'BAD_USER_INPUT'],
    ['mentor-load.csv?region=530400&asOf=2025-02-30', 400, 'BAD_USER_INPUT'],
    ['mentor-load.csv?region=530400&schoolYear=2025-2027', 400, 'BAD_USER_INPUT'],
    ['ending.csv?region=530400&months=0', 400, 'BAD_USER_INPUT'],
    ['mentor-load.csv?region=530400&school=9999999', 404, 'UNKNOWN_SCHOOL'],
  ])('%s is refused and says what to do', async (file, status, code) => {
    const response = await get(file, city);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});
