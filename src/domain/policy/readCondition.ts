import { isMap, isScalar } from 'yaml';
import type { Day } from '../day.ts';
import { type AttributeType, FACTS, type FactName, OWN_ATTRIBUTES, RECORDS, type RecordName } from './catalogue.ts';
import type { Condition, ConditionForm, Window } from './condition.ts';
import { say } from './problem.ts';
import { amount, comparandShape, measure, quantity, readWhere, requiredBound, whereOf } from './readWhere.ts';
import { event } from './readEvent.ts';
import {
  type Fields,
  type Reading,
  type Shape,
  endsBeforeItBegins,
  listOf,
  mapping,
  reference,
  scalar,
  word,
} from './reading.ts';
import { count, day, duration, flag, interpretation, level, plain, written } from './scalars.ts';
import { MODALITIES, type Waiver } from './types.ts';

const FORMS = ['fact', 'count', 'sum', 'share', 'ratio', 'every', 'all', 'any', 'not', 'rule', 'is'] as const;
const ALWAYS: Condition = {
  form: 'all',
  of: [],
  clause: null,
  modality: null,
  waivable: null,
  interpretation: null,
};

const within: Shape<Window> = {
  standIn: { window: 'lastRecords', count: 1 },
  read: (value, reading, fallback) =>
    isMap(value)
      ? mapping<Window>({ zh: '一段时间', en: 'a length of time' }, within.standIn, (fields) => ({
          window: 'first',
          duration: fields.required('first', duration),
          of: fields.required('of', event),
        })).read(value, reading, fallback)
      : { window: 'within', duration: duration.read(value, reading, fallback) },
};

const last: Shape<Window> = {
  standIn: { window: 'lastRecords', count: 1 },
  read: (value, reading, fallback) =>
    isScalar(value) && typeof value.value === 'number'
      ? { window: 'lastRecords', count: count.read(value, reading, fallback) }
      : { window: 'lastPeriods', duration: duration.read(value, reading, fallback) },
};

/** Both days included. @returns null where one is not stated */
function takeDays(fields: Fields, reading: Reading): { readonly from: Day | null; readonly through: Day | null } {
  const [from, through] = [fields.optional('from', day, null), fields.optional('through', day, null)];
  if (from !== null && through !== null && through < from) endsBeforeItBegins(fields, reading, 'through');
  return { from, through };
}

/** Written only where it is so. */
const always: Shape<true> = scalar({ zh: 'true', en: 'true' }, true as const, ({ value }) =>
  value === true ? value : undefined,
);

/** @param ownFrom the fact has a parameter `from` of its own, so that no days stand there */
function takeWindow(fields: Fields, reading: Reading, ownFrom = false): Window | null {
  const windows: Window[] = [];
  if (fields.has('within')) windows.push(fields.take('within', within));
  if (fields.has('last')) windows.push(fields.take('last', last));
  if (fields.has('since')) windows.push({ window: 'since', event: fields.take('since', event) });
  if (fields.has('before')) windows.push({ window: 'before', event: fields.take('before', event) });
  if (!ownFrom && (fields.has('from') || fields.has('through')))
    windows.push({
      window: 'dates',
      ...takeDays(fields, reading),
    });
  if (fields.has('ever')) {
    fields.take('ever', always);
    windows.push({ window: 'ever' });
  }
  if (windows.length > 1)
    reading.problem(fields.at, 'two-windows', { zh: '只能有一个时间窗口', en: 'One window of time only' });
  return windows[0] ?? null;
}

export const waiver: Shape<Waiver> = {
  standIn: { by: 'SCHOOL', reason: 'optional', when: null },
  read: (value, reading, fallback) =>
    mapping<Waiver>({ zh: '豁免', en: 'a waiver' }, waiver.standIn, (fields) => ({
      by: fields.required('by', level),
      reason: fields.optional('reason', word(['required', 'optional']), 'optional'),
      when: fields.optional('when', condition, null),
    })).read(value, reading, fallback),
};

/** One condition of the tree. */
export const condition: Shape<Condition> = {
  standIn: ALWAYS,
  read: (value, reading, fallback) =>
    mapping<Condition>({ zh: '一个条件', en: 'a condition' }, ALWAYS, (fields, inner) => {
      const form = FORMS.find((candidate) => fields.has(candidate));
      if (form === undefined) {
        inner.problem(fields.at, 'missing', say.missing(FORMS.join(' / ')));
        return ALWAYS;
      }
      return {
        ...readForm(form, fields, inner),
        clause: fields.optional('clause', written, null),
        modality: fields.optional('modality', word(MODALITIES), null),
        waivable: fields.optional('waivable', waiver, null),
        interpretation: fields.optional('interpretation', interpretation, null),
      };
    }).read(value, reading, fallback),
};

function readForm(form: (typeof FORMS)[number], fields: Fields, reading: Reading): ConditionForm {
  switch (form) {
    case 'all':
      return { form, of: takeConditions(form, fields, reading) };
    case 'any':
      return readAny(fields, reading);
    case 'not':
      return { form, of: fields.take(form, condition) };
    case 'rule':
      return { form, rule: fields.take(form, reference('rule', { zh: '规则编号', en: 'the id of a rule' })) };
    case 'is':
      return { form, where: fields.take(form, whereOf(OWN_ATTRIBUTES, { zh: '属性', en: 'attributes' })) };
    case 'fact':
      return readFact(fields, reading);
    case 'count':
    case 'sum':
    case 'share':
    case 'ratio':
    case 'every':
      return readRecords(form, fields, reading);
  }
}

function readAny(fields: Fields, reading: Reading): ConditionForm {
  const of = takeConditions('any', fields, reading);
  const atLeast = fields.optional('atLeast', count, 1);
  if (atLeast > of.length && of.length > 0)
    reading.problem(fields.placeOfValue('atLeast'), 'never-met', {
      zh: `一共只有 ${of.length} 项，不可能达到 ${atLeast} 项`,
      en: `There are only ${of.length} conditions: ${atLeast} of them can never be met`,
    });
  if (atLeast === 0)
    reading.problem(fields.placeOfValue('atLeast'), 'always-met', {
      zh: '至少 0 项总是满足：请删去或写明项数',
      en: 'At least none of them is always met: leave it out or say how many',
    });
  return { form: 'any', of, atLeast };
}

function takeConditions(form: 'all' | 'any', fields: Fields, reading: Reading): readonly Condition[] {
  const conditions = fields.take(form, listOf(condition));
  if (conditions.length === 0)
    reading.problem(fields.placeOfValue(form), 'empty', {
      zh: `${form} 之下没有条件`,
      en: `${form} has no conditions`,
    });
  return conditions;
}

function readRecords(
  form: 'count' | 'sum' | 'share' | 'ratio' | 'every',
  fields: Fields,
  reading: Reading,
): ConditionForm {
  const before = reading.problems.length;
  const records = fields.take(form, catalogueName<RecordName>(RECORDS));
  if (reading.problems.length > before) return unread(fields);
  const attributes = whereOf(RECORDS[records].attributes, { zh: '条件', en: 'attributes' });
  const where = fields.optional('where', attributes, []);
  const window = takeWindow(fields, reading);
  switch (form) {
    case 'count':
      return { form, records, where, window, bound: requiredBound(fields, reading, amount) };
    case 'sum':
      return {
        form,
        records,
        unit: fields.required('unit', written),
        where,
        window,
        bound: requiredBound(fields, reading, amount),
      };
    case 'share':
      return {
        form,
        records,
        among: fields.optional('among', attributes, []),
        where,
        window,
        bound: requiredBound(fields, reading, quantity),
      };
    case 'ratio':
      return {
        form,
        records,
        where,
        to: fields.required('to', measure),
        window,
        bound: requiredBound(fields, reading, quantity),
      };
    case 'every':
      return { form, records, where, window, is: fields.required('is', attributes) };
  }
}

/** Without a known name nothing can be said about the rest: one mistake, told once. */
function unread(fields: Fields): ConditionForm {
  for (const rest of fields.rest()) fields.take(rest, plain);
  return ALWAYS;
}

function readFact(fields: Fields, reading: Reading): ConditionForm {
  const before = reading.problems.length;
  const fact = fields.take('fact', catalogueName<FactName>(FACTS));
  if (reading.problems.length > before) return unread(fields);
  const { unit, parameters } = FACTS[fact];
  const type: AttributeType = unit === 'flag' ? 'flag' : unit === 'tier' ? 'tier' : 'number';
  const asked = readWhere(fields, parameters, ['any', 'not', 'same']);
  const asAt = fields.optional('asAt', event, null);
  const window = takeWindow(fields, reading, 'from' in parameters);
  const bound =
    type === 'flag'
      ? { is: 'exactly' as const, value: fields.optional('is', flag, true) }
      : requiredBound(fields, reading, comparandShape(type));
  return { form: 'fact', fact, parameters: asked, asAt, window, bound };
}

function catalogueName<Name extends string>(catalogue: Readonly<Record<Name, unknown>>): Shape<Name> {
  const [first, ...others] = Object.keys(catalogue) as Name[];
  if (first === undefined) throw new RangeError('An empty catalogue');
  return word([first, ...others]);
}
