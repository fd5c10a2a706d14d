import type { Text } from '../roster.ts';
import { CODE_GROUPS, POPULATION_ATTRIBUTES } from './catalogue.ts';
import type { Quantity, Selection } from './condition.ts';
import { say } from './problem.ts';
import { quantity, readWhere, selection } from './readWhere.ts';
import {
  Fields,
  NAME,
  type Shape,
  declared,
  endsBeforeItBegins,
  listOf,
  mapping,
  namesTo,
  reference,
  word,
} from './reading.ts';
import { count, day, decimal, flag, interpretation, level, monthDay, text, textOf, written } from './scalars.ts';
import {
  type Attestation,
  type Definitions,
  type Ladder,
  MODALITIES,
  type StatedCalendar,
  type WorkshopKind,
  type WorkshopRole,
} from './types.ts';

export const NO_CALENDAR: StatedCalendar = { periods: new Map() };

const namedPeriod = mapping<{
  readonly from: ReturnType<typeof day.read>;
  readonly through: ReturnType<typeof day.read>;
}>({ zh: '期间', en: 'a period' }, { from: day.standIn, through: day.standIn }, (fields, reading) => {
  const period = { from: fields.required('from', day), through: fields.required('through', day) };
  if (period.from > period.through) endsBeforeItBegins(fields, reading, 'through');
  return period;
});

const countingDay = mapping<NonNullable<StatedCalendar['countingDay']>>(
  { zh: '计数日', en: 'counting days' },
  {},
  (fields) => ({
    ...(fields.has('schoolYear') && { schoolYear: fields.take('schoolYear', monthDay) }),
    ...(fields.has('semester') && { semester: fields.take('semester', monthDay) }),
    ...(fields.has('year') && { year: fields.take('year', monthDay) }),
  }),
);

export const calendar = mapping<StatedCalendar>({ zh: '校历', en: 'a calendar' }, NO_CALENDAR, (fields, reading) => {
  const stated = {
    ...(fields.has('schoolYear') && { schoolYear: fields.take('schoolYear', monthDay) }),
    ...(fields.has('semesters') && { semesters: fields.take('semesters', listOf(monthDay)) }),
    ...(fields.has('countingDay') && { countingDay: fields.take('countingDay', countingDay) }),
    periods: fields.optional(
      'periods',
      namesTo(namedPeriod, { zh: '期间', en: 'named periods' }),
      new Map<string, never>(),
    ),
  };
  for (const period of stated.periods.keys()) reading.declare('period', period, fields.placeOfKey('periods'));
  return stated;
});

export const NO_DEFINITIONS: Definitions = {
  rural: null,
  countingPosts: null,
  daysPerYear: null,
  hourUnits: new Map(),
  conversions: new Map(),
  tolerance: null,
  parameters: new Map(),
  selections: new Map(),
};

const rural = mapping<NonNullable<Definitions['rural']>>(
  { zh: '何为农村，如 { setting: [TOWN, VILLAGE] }', en: 'what is rural, such as { setting: [TOWN, VILLAGE] }' },
  { where: [], interpretation: null },
  (fields, reading) => {
    const stated = {
      interpretation: fields.optional('interpretation', interpretation, null),
      where: readWhere(fields, POPULATION_ATTRIBUTES.schools, []),
    };
    if (stated.where.length === 0)
      reading.problem(fields.at, 'empty', {
        zh: '没有说明哪些学校算农村',
        en: 'It does not say which schools are rural',
      });
    return stated;
  },
);

const codeOf = (group: string) => reference(`code:${group}`, { zh: '一个代码', en: 'a code' });

const conversions: Shape<ReadonlyMap<string, Quantity>> = {
  standIn: new Map(),
  read: (value, reading, fallback) => {
    const fields = new Fields(value, reading, fallback, { zh: '活动与折算年数', en: 'activities and years' });
    return new Map(
      fields.rest().map((activity) => {
        reading.refer('code:activities', activity, fields.placeOfKey(activity));
        return [activity, fields.take(activity, quantity)];
      }),
    );
  },
};

/** Values that a body above left open; by which name is noted, so that a misspelt one is found. */
const settings: Shape<ReadonlyMap<string, number>> = {
  standIn: new Map(),
  read: (value, reading, fallback) => {
    const fields = new Fields(value, reading, fallback, { zh: '参数与数值', en: 'parameters and their values' });
    return new Map(
      fields.rest().map((name) => {
        reading.declare('setParameter', name, fields.placeOfKey(name));
        return [name, fields.take(name, decimal)];
      }),
    );
  },
};

export const definitions = mapping<Definitions>(
  { zh: '定义', en: 'definitions' },
  NO_DEFINITIONS,
  (fields, reading) => {
    const numbers = namesTo(decimal, { zh: '名称与数值', en: 'names and numbers' });
    const stated = {
      rural: fields.optional('rural', rural, null),
      countingPosts: fields.optional('countingPosts', listOf(codeOf('posts')), null),
      daysPerYear: fields.optional('daysPerYear', count, null),
      hourUnits: fields.optional('hourUnits', numbers, new Map<string, never>()),
      conversions: fields.optional('conversions', conversions, new Map<string, Quantity>()),
      tolerance: fields.optional('tolerance', decimal, null),
      parameters: fields.optional('parameters', settings, new Map<string, number>()),
    };
    const selections = new Map<string, Selection>();
    for (const name of fields.rest()) {
      reading.declare('selection', name, fields.placeOfKey(name));
      selections.set(name, fields.take(name, selection));
    }
    return { ...stated, selections };
  },
);

export const codes = mapping<ReadonlyMap<string, ReadonlyMap<string, Text>>>(
  { zh: '代码', en: 'codes by group' },
  new Map(),
  (fields, reading) =>
    new Map(
      CODE_GROUPS.filter((group) => fields.has(group)).map((group) => {
        const shape: Shape<ReadonlyMap<string, Text>> = {
          standIn: new Map(),
          read: (value, inner, fallback) => {
            const entries = new Fields(value, inner, fallback, { zh: '代码与文字', en: 'codes and their texts' });
            return new Map(
              entries.rest().map((code) => {
                reading.declare(`code:${group}`, code, entries.placeOfKey(code));
                return [code, entries.take(code, text)];
              }),
            );
          },
        };
        return [group, fields.take(group, shape)];
      }),
    ),
);

const grades: Shape<readonly string[]> = {
  standIn: [],
  read: (value, reading, fallback) => {
    const stated = listOf(NAME).read(value, reading, fallback);
    const twice = stated.find((grade, index) => stated.indexOf(grade) !== index);
    if (twice !== undefined)
      reading.problem(reading.placeOf(value, fallback), 'declared-twice', {
        zh: `等次“${twice}”在同一序列里出现了两次`,
        en: `The grade “${twice}” stands twice in one scale`,
      });
    return stated;
  },
};

/** A grade may stand in several scales: each has its own order. */
export const scales: Shape<ReadonlyMap<string, readonly string[]>> = namesTo(grades, {
  zh: '等次，由低到高',
  en: 'scales, lowest grade first',
});

export const attestation = mapping<Attestation>(
  { zh: '由人认定的条件', en: 'what people attest' },
  { of: [], clause: null },
  (fields) => ({
    of: fields.required('of', listOf(codeOf('attested'))),
    clause: fields.optional('clause', written, null),
  }),
);

const tier = mapping<Ladder['tiers'][number]>(
  { zh: '一个层级', en: 'a tier' },
  { code: '', text: { zh: '', en: '' }, who: null, interpretation: null },
  (fields, reading) => {
    const code = fields.required('code', declared('tier'));
    const stated = {
      code,
      who: fields.optional('who', selection, null),
      interpretation: fields.optional('interpretation', interpretation, null),
    };
    return { ...stated, text: textOf(fields, reading, code) };
  },
);

const NO_LADDER: Ladder = {
  code: '',
  id: null,
  clause: null,
  text: null,
  modality: 'must',
  attest: null,
  tiers: [],
  levels: [],
  interpretation: null,
};

export const ladder = mapping<Ladder>({ zh: '一个梯级', en: 'a ladder' }, NO_LADDER, (fields) => ({
  code: fields.required('code', declared('ladder')),
  id: fields.optional('id', declared('rule'), null),
  clause: fields.optional('clause', written, null),
  text: fields.optional('text', text, null),
  modality: fields.optional('modality', word(MODALITIES), 'must'),
  attest: fields.optional('attest', attestation, null),
  tiers: fields.required('tiers', listOf(tier)),
  levels: fields.optional('levels', listOf(level), []),
  interpretation: fields.optional('interpretation', interpretation, null),
}));

const term = mapping<NonNullable<WorkshopKind['term']>>({ zh: '任期', en: 'a term' }, { years: 0 }, (fields) =>
  fields.has('months') ? { months: fields.take('months', count) } : { years: fields.required('years', count) },
);

interface StatedRole extends Omit<WorkshopRole, 'code' | 'under'> {
  readonly under: string | null;
}

const role = (code: string) =>
  mapping<StatedRole>(
    { zh: '一个角色', en: 'a role' },
    { text: { zh: code, en: code }, leads: false, under: null },
    (fields, reading) => ({
      leads: fields.optional('leads', flag, false),
      under: fields.optional('under', NAME, null),
      text: textOf(fields, reading, code),
    }),
  );

/** The word of a role that stands under nobody. */
const NOBODY = 'none';

const roles: Shape<readonly WorkshopRole[]> = {
  standIn: [],
  read: (value, reading, fallback) => {
    const fields = new Fields(value, reading, fallback, { zh: '各角色', en: 'roles by their code' });
    const at = new Map(fields.rest().map((code) => [code, fields.placeOfKey(code)]));
    const stated = new Map([...at.keys()].map((code) => [code, fields.take(code, role(code))]));
    const leading = [...stated].filter(([, { leads }]) => leads).map(([code]) => code);
    const found = [...stated].map(([code, { text: called, leads, under }]): WorkshopRole => {
      const parent = under === NOBODY ? null : (under ?? leading.find((leader) => leader !== code) ?? null);
      return { code, text: called, leads, under: leads && under === null ? null : parent };
    });
    for (const { code, under } of found) {
      const place = at.get(code) ?? fields.at;
      if (under !== null && !stated.has(under))
        reading.problem(place, 'unknown-role', say.unknown(under, [...stated.keys(), NOBODY]));
      else if (standsUnderItself(code, found))
        reading.problem(place, 'circle', {
          zh: `角色 ${code} 归于自身之下`,
          en: `The role ${code} stands under itself`,
        });
    }
    for (const code of leading.slice(1))
      reading.problem(at.get(code) ?? fields.at, 'two-leaders', {
        zh: '只能有一个主持角色',
        en: 'Only one role may lead',
      });
    return found;
  },
};

function standsUnderItself(code: string, all: readonly WorkshopRole[]): boolean {
  let above = all.find((candidate) => candidate.code === code)?.under ?? null;
  for (let step = 0; above !== null && step <= all.length; step += 1) {
    if (above === code) return true;
    const next: string = above;
    above = all.find((candidate) => candidate.code === next)?.under ?? null;
  }
  return false;
}

export const workshopKind = mapping<WorkshopKind>(
  { zh: '一种工作室', en: 'a kind of workshop' },
  { kind: '', text: null, levels: [], roles: [], term: null, batch: null, states: [] },
  (fields, reading) => {
    const single = fields.optional('level', listOf(level), []);
    return {
      kind: fields.required('kind', declared('kind')),
      text: fields.has('zh') || fields.has('en') ? textOf(fields, reading) : null,
      levels: [...single, ...fields.optional('levels', listOf(level), [])],
      roles: fields.required('roles', roles),
      term: fields.optional('term', term, null),
      batch: fields.optional('batch', NAME, null),
      states: fields.optional('states', listOf(NAME), []),
    };
  },
);
