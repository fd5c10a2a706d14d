import { isMap, isScalar } from 'yaml';
import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { POPULATION_ATTRIBUTES, THINGS } from './catalogue.ts';
import type { SeatBound, Where } from './condition.ts';
import { say } from './problem.ts';
import { condition, waiver } from './readCondition.ts';
import { attestation } from './readDefinitions.ts';
import { readRubric } from './readRubric.ts';
import { amount, measure, seatBound, seatBoundOf, selection, whereOf } from './readWhere.ts';
import {
  Fields,
  NAME,
  type Reading,
  type Shape,
  declared,
  endsBeforeItBegins,
  listOf,
  mapping,
  namesTo,
  reference,
  word,
} from './reading.ts';
import { count, day, duration, flag, interpretation, level, plain, text, textOf, written } from './scalars.ts';
import {
  AIMS,
  type Aim,
  EFFECTS,
  EFFECT_SUBJECTS,
  type Effect,
  type Lasts,
  type Lock,
  MODALITIES,
  PERIODS,
  type Per,
  type Plain,
  ROUNDINGS,
  RULE_KINDS,
  type Rule,
  type RuleBody,
  type RuleHead,
  type RuleKind,
  STEP_BODIES,
  STEP_REQUIREMENTS,
  STEP_STOPS,
  type SeatCount,
  TIES,
  type WorkflowStep,
} from './types.ts';

/** One rule: what every rule says, then what its kind says. */
export const rule: Shape<Rule> = {
  standIn: {
    id: '',
    kind: 'structure',
    content: null,
    clause: null,
    note: null,
    text: null,
    for: [],
    who: null,
    per: [],
    except: null,
    attest: null,
    modality: 'must',
    waivable: null,
    interpretation: null,
    overrides: null,
    locked: false,
  },
  read: (value, reading, fallback) => {
    let at = fallback;
    const read = mapping<Rule>(called('规则', 'a rule'), rule.standIn, (fields, inner) => {
      at = fields.placeOfValue('id');
      const known = RULE_KINDS.some((kind) => kind === kindWritten(value));
      const kind = fields.required('kind', word(RULE_KINDS));
      const head = readHead(fields);
      // Without a known kind nothing can be said about the rest: one mistake, told once.
      if (!known) for (const rest of fields.rest()) fields.take(rest, plain);
      return { ...head, ...readBody(known ? kind : 'structure', fields, inner, head) };
    }).read(value, reading, fallback);
    // What is said of a rule as a whole is said at its id.
    if (read !== rule.standIn) reading.places.set(read, at);
    return read;
  },
};

function kindWritten(value: Parameters<Shape<Rule>['read']>[0]): unknown {
  return isMap(value) ? value.get('kind') : null;
}

function called(zh: string, en: string): Text {
  return { zh, en };
}

function readHead(fields: Fields): RuleHead {
  return {
    id: fields.required('id', declared('rule')),
    clause: fields.optional('clause', written, null),
    note: fields.optional('note', text, null),
    text: fields.optional('text', text, null),
    for: fields.optional('for', aims, []),
    who: fields.optional('who', selection, null),
    per: fields.optional('per', listOf(per), []),
    except: fields.optional('except', condition, null),
    attest: fields.optional('attest', attestation, null),
    modality: fields.optional('modality', word(MODALITIES), 'must'),
    waivable: fields.optional('waivable', waiver, null),
    interpretation: fields.optional('interpretation', interpretation, null),
    overrides: fields.optional(
      'overrides',
      reference('overridden', called('上级规则编号', 'the id of a rule above')),
      null,
    ),
    locked: fields.optional('locked', lock, false),
  };
}

function readBody(kind: RuleKind, fields: Fields, reading: Reading, head: RuleHead): RuleBody {
  switch (kind) {
    case 'composition': {
      const seats = fields.optional('seats', seatCounts, []);
      const require = fields.optional('require', condition, null);
      if (seats.length === 0 && require === null) reading.problem(fields.at, 'missing', say.missing('seats / require'));
      return { kind, seats, require };
    }
    case 'eligibility':
    case 'obligation':
    case 'quota': {
      const require = fields.optional('require', condition, null);
      if (require === null && head.attest === null)
        reading.problem(fields.at, 'missing', say.missing('require / attest'));
      return { kind, require };
    }
    case 'target': {
      const [from, through] = [fields.optional('from', day, null), fields.optional('through', day, null)];
      if (from !== null && through !== null && through < from) endsBeforeItBegins(fields, reading, 'through');
      const by = fields.optional('by', day, null);
      if (by !== null && through !== null)
        reading.problem(fields.placeOfKey('by'), 'two-ends', {
          zh: 'by 与 through 只能有一个',
          en: 'Either by or through, not both',
        });
      return { kind, require: fields.required('require', condition), by, from, through };
    }
    case 'award':
      return { kind, gives: fields.required('gives', aims), require: fields.optional('require', condition, null) };
    case 'term':
      return {
        kind,
        lasts: fields.required('lasts', lasts),
        review: fields.optional('review', review, null),
        lapsesWhen: fields.optional('lapsesWhen', condition, null),
      };
    case 'outcome':
      return {
        kind,
        of: fields.required('of', outcomeOf),
        grades: fields.required('grades', grades),
      };
    case 'revocation':
      return { kind, grounds: fields.required('grounds', listOf(condition)) };
    case 'workflow':
      return { kind, steps: fields.required('steps', listOf(step)) };
    case 'places':
      return {
        kind,
        total: fields.required('total', amount),
        over: fields.required('over', level),
        each: fields.optional('each', namesTo(count, called('各地名额', 'places by code')), null),
        inProportionTo: fields.optional('inProportionTo', measure, null),
        rounding: fields.optional('rounding', word(ROUNDINGS), null),
        ties: fields.optional('ties', word(TIES), null),
      };
    case 'entitlement':
      return {
        kind,
        gives: fields.required('gives', plain),
        by: fields.optional('by', written, null),
        notWith: fields.optional('notWith', listOf(written), []),
      };
    case 'rubric':
      return { kind, ...readRubric(fields, reading) };
    case 'curriculum':
      return { kind, content: takeContent(fields, ['subjects']) };
    case 'structure':
      return { kind, content: takeContent(fields, ['levels', 'bodies']) };
  }
}

function takeContent(fields: Fields, names: readonly string[]): Plain {
  return Object.fromEntries(names.flatMap((each) => (fields.has(each) ? [[each, fields.take(each, plain)]] : [])));
}

/** What is sought: each key says what, with what singles it out. */
const aims = mapping<readonly Aim[]>(
  called('所求（title、seat、post 等）', 'what is sought (title, seat, post …)'),
  [],
  (fields, reading) => {
    const found = AIMS.filter((candidate) => fields.has(candidate));
    if (found.length === 0 && fields.rest().length === 0)
      reading.problem(fields.at, 'missing', say.missing(AIMS.join(' / ')));
    return found.map((of) => ({ of, where: fields.take(of, whereOf(THINGS[of] ?? {}, called('条件', 'attributes'))) }));
  },
);

const per: Shape<Per> = {
  standIn: { per: 'period', period: 'year' },
  read: (value, reading, fallback) => {
    if (isMap(value))
      return mapping<Per>(called('比较单位', 'what it is compared for'), per.standIn, (fields) => ({
        per: 'schools',
        where: fields.required('schools', whereOf(POPULATION_ATTRIBUTES.schools, called('条件', 'attributes'))),
      })).read(value, reading, fallback);
    const stated = isScalar(value) ? value.value : null;
    const period = PERIODS.find((candidate) => candidate === stated);
    if (period !== undefined) return { per: 'period', period };
    const unit = LEVELS.find((candidate) => candidate === stated);
    if (unit !== undefined) return { per: 'level', level: unit };
    if (stated === 'workshop' || stated === 'nominator') return { per: stated };
    if (stated === 'schools') return { per: 'schools', where: [] };
    return {
      per: 'named',
      period: reference('period', called('期间或单位', 'a period or a unit')).read(value, reading, fallback),
    };
  },
};

const lock: Shape<Lock> = {
  standIn: false,
  read: (value, reading, fallback) =>
    isScalar(value) && value.value === 'stricter' ? 'stricter' : flag.read(value, reading, fallback),
};

const NOBODY: SeatCount = { role: '', bound: { is: 'any' }, forEach: null, parts: [], from: [], perBatch: false };

const seatCount: Shape<Omit<SeatCount, 'role'>> = {
  standIn: NOBODY,
  read: (value, reading, fallback) => {
    if (!isMap(value)) return { ...NOBODY, bound: seatBound.read(value, reading, fallback) };
    return mapping(called('席位数', 'a number of seats'), NOBODY, (fields, inner) => {
      const forEach = fields.optional('forEach', reference('role', called('角色', 'a role')), null);
      const parts = fields.optional(
        'parts',
        namesTo(seatBound, called('各部分', 'parts')),
        new Map<string, SeatBound>(),
      );
      const from = fields.optional('from', origin, []);
      const perBatch = fields.optional('per', word(['batch']), null) !== null;
      const any = fields.optional('any', flag, false);
      // The parts say how many there are in all where no number stands beside them.
      const bound =
        any || (parts.size > 0 && fields.rest().length === 0) ? { is: 'any' as const } : seatBoundOf(fields, inner);
      return {
        role: '',
        bound,
        forEach,
        parts: [...parts].map(([part, each]) => ({ part, bound: each })),
        from,
        perBatch,
      };
    }).read(value, reading, fallback);
  },
};

/** Where the holders must come from: attributes of the person, or the same place as somebody else. */
const origin: Shape<Where> = whereOf(POPULATION_ATTRIBUTES.persons, called('来源', 'where they come from'));

const seatCounts: Shape<readonly SeatCount[]> = {
  standIn: [],
  read: (value, reading, fallback) => {
    const fields = new Fields(value, reading, fallback, called('各角色的席位', 'seats by role'));
    return fields.rest().map((role) => {
      reading.refer('role', role, fields.placeOfKey(role));
      const seats = { ...fields.take(role, seatCount), role };
      reading.places.set(seats, fields.placeOfKey(role));
      return seats;
    });
  },
};

const lasts: Shape<Lasts> = {
  standIn: { lasts: 'open' },
  read: (value, reading, fallback) => {
    if (isScalar(value)) {
      word(['open']).read(value, reading, fallback);
      return { lasts: 'open' };
    }
    return mapping<Lasts>(called('任期', 'how long it lasts'), lasts.standIn, (fields, inner) => {
      if (fields.has('years')) return { lasts: 'for', duration: { count: fields.take('years', count), unit: 'year' } };
      if (fields.has('months'))
        return { lasts: 'for', duration: { count: fields.take('months', count), unit: 'month' } };
      const dates = { from: fields.required('from', day), through: fields.required('through', day) };
      if (dates.through < dates.from) endsBeforeItBegins(fields, inner, 'through');
      return { lasts: 'dates', ...dates };
    }).read(value, reading, fallback);
  },
};

/** A bare period word or a length of time, as it is written. */
const every: Shape<string> = {
  standIn: 'term',
  read: (value, reading, fallback) => {
    const stated = isScalar(value) ? value.value : null;
    const period = PERIODS.find((known) => known === stated);
    if (period !== undefined) return period;
    duration.read(value, reading, fallback);
    return typeof stated === 'string' ? stated : 'term';
  },
};

const review = mapping(called('考核', 'a review'), { every: '', kind: '' }, (fields) => ({
  every: fields.required('every', every),
  kind: fields.required('kind', reference('appraisal', called('考核的代码', 'the code of an appraisal'))),
}));

const outcomeOf = mapping<Extract<RuleBody, { kind: 'outcome' }>['of']>(
  called('依据（appraisal 或 rule）', 'what it follows from (appraisal or rule)'),
  { rule: '' },
  (fields) =>
    fields.has('rule')
      ? { rule: fields.take('rule', reference('rule', called('规则编号', 'the id of a rule'))) }
      : {
          appraisal: fields.required(
            'appraisal',
            reference('appraisal', called('考核的代码', 'the code of an appraisal')),
          ),
        },
);

const effect: Shape<Effect> = {
  standIn: { effect: 'keep', who: 'holder', what: [], for: null, by: null, until: null, else: [] },
  read: (value, reading, fallback) =>
    mapping<Effect>(called('后果', 'an effect'), effect.standIn, (fields) => ({
      effect: fields.required('effect', word(EFFECTS)),
      who: fields.required('who', word(EFFECT_SUBJECTS)),
      what: fields.optional('what', whatOf, []),
      for: fields.optional('for', duration, null),
      by: fields.optional('by', level, null),
      until: fields.optional('until', plain, null),
      else: fields.optional('else', listOf(effect), []),
    })).read(value, reading, fallback),
};

/** What an effect is about: something that can be sought, by its attributes, or the bare word for it. */
const whatOf: Shape<Where> = {
  standIn: [],
  read: (value, reading, fallback) => {
    const things = Object.fromEntries(Object.keys(THINGS).map((thing) => [thing, `thing:${thing}` as const]));
    if (!isScalar(value)) return whereOf(things, called('后果所及', 'what it is about')).read(value, reading, fallback);
    const found = word(['application', ...AIMS]).read(value, reading, fallback);
    return [{ term: 'nested', attribute: found, where: [] }];
  },
};

const grades: Shape<ReadonlyMap<string, readonly Effect[]>> = {
  standIn: new Map(),
  read: (value, reading, fallback) => {
    const fields = new Fields(value, reading, fallback, called('各等次的后果', 'effects by grade'));
    return new Map(
      fields.rest().map((grade) => {
        reading.refer('grade', grade, fields.placeOfKey(grade));
        return [grade, fields.take(grade, listOf(effect))];
      }),
    );
  },
};

const publicity = mapping<WorkflowStep['publicity']>(called('公示', 'publicity'), null, (fields) =>
  fields.required('workingDays', seatBound),
);

const body: Shape<string> = word([...LEVELS, ...STEP_BODIES]);

/** A word, or the id of a rule whose condition must be met. */
const requirement: Shape<string> = {
  standIn: '',
  read: (value, reading, fallback) => {
    const stated = isScalar(value) ? value.value : null;
    return (
      STEP_REQUIREMENTS.find((known) => known === stated) ??
      reference('requirement', called('要求或规则编号', 'what it requires, or the id of a rule')).read(
        value,
        reading,
        fallback,
      )
    );
  },
};

const step = mapping<WorkflowStep>(
  called('步骤', 'a step'),
  {
    step: '',
    text: null,
    by: null,
    jointly: [],
    requires: [],
    skipWhen: null,
    publicity: null,
    stopsWhen: null,
    outcomes: [],
  },
  (fields, reading) => ({
    step: fields.required('step', NAME),
    text: fields.has('zh') || fields.has('en') ? textOf(fields, reading) : null,
    by: fields.optional('by', body, null),
    jointly: fields.optional('jointly', listOf(body), []),
    requires: fields.optional('requires', listOf(requirement), []),
    skipWhen: fields.optional('skipWhen', condition, null),
    publicity: fields.optional('publicity', publicity, null),
    stopsWhen: fields.optional('stopsWhen', word(STEP_STOPS), null),
    outcomes: fields.optional('outcomes', listOf(written), []),
  }),
);
