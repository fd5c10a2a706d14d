import type { DATED_FACTS, DatedFactKind } from '../src/domain/datedFact.ts';

type Attribute<Kind extends DatedFactKind> = (typeof DATED_FACTS)[Kind]['attributes'][number];

/** What the schema says of each kind and of each of its attributes, by their names in the graph. */
export const DATED_FACT_TEXTS: {
  readonly [Kind in DatedFactKind]: {
    readonly type: string;
    readonly fields: Readonly<Record<Attribute<Kind>['property'], string>>;
  };
} = {
  appraisal: {
    type: 'An appraisal (考核) of a person, a workshop or a school for a calendar year; it counts on the last day of that year.',
    fields: {
      kind: 'Code of what was appraised: `yearly` where the roster does not say.',
      year: 'The calendar year.',
      grade: 'Code of the grade, as the scales of the policies name it.',
      by: 'Level of the body that appraised. Null: not told.',
    },
  },
  achievement: {
    type: 'An award, honour or result (获奖荣誉).',
    fields: {
      date: 'The day on which it was given.',
      category: 'Code of its category, as the policies count it.',
      title: 'What the office calls it.',
      level: 'The level at which it was given.',
      topic: 'Code of its subject. Null: not told.',
      published: 'Whether it was published. Null: not told.',
      part: "Code of the person's part in it. Null: not told.",
    },
  },
  attendance: {
    type: 'A training that somebody attended (培训学时).',
    fields: {
      date: 'The day of the training.',
      training: 'What it was called.',
      layer: 'Code of its layer, as the policies name trainings.',
      hours: 'Training hours (学时), at least 0.',
      level: 'The level of the body that held it. Null: not told.',
      completed: 'Whether it was completed.',
    },
  },
  certificate: {
    type: 'A certificate (证书) of a person.',
    fields: {
      kind: 'Code of the certificate.',
      grade: 'Code of its grade. Null: it has none, or it is not told.',
      from: 'The day of issue.',
      to: 'The first day on which it is no longer valid. Null: it does not lapse.',
      revokedOn: 'The day on which it was revoked. Null: it was not.',
    },
  },
  activity: {
    type: 'Something done (工作活动): a home visit, a class meeting, a lecture, an open class.',
    fields: {
      kind: 'Code of the activity.',
      date: 'The day.',
      level: 'The level at which it was done. Null: not told.',
      title: 'What it was about. Null: not told.',
      times: 'How many of them this stands for, at least 1.',
    },
  },
  finding: {
    type: 'Something found against somebody (认定事项), such as a breach of conduct.',
    fields: {
      kind: 'Code of what was found.',
      date: 'The day on which it was found.',
      level: 'The level of the body that found so. Null: not told.',
    },
  },
  effect: {
    type: 'What holds for somebody for a time (限制与优先): barred from, preferred for, exempt from something.',
    fields: {
      kind: 'Code of the effect: `bar`, `prefer`, `exempt` …',
      what: 'From or for what. Null: from or for everything.',
      from: 'The first day. Null: not known.',
      to: 'The first day on which it no longer holds. Null: it goes on.',
      cause: 'What it follows from. Null: not told.',
    },
  },
  waiver: {
    type: 'A rule that was waived (豁免).',
    fields: {
      rule: 'Id of the rule.',
      by: 'The level of the body that waived it.',
      from: 'The first day. Null: not known.',
      to: 'The first day on which it no longer holds. Null: it goes on.',
      reason: 'Why. Null: not told.',
    },
  },
  link: {
    type: 'A lasting tie of a person or a workshop to a school that is not their own (联系学校).',
    fields: {
      kind: 'Code of the tie.',
      from: 'The first day. Null: not known.',
      to: 'The first day on which it no longer holds. Null: it goes on.',
    },
  },
  event: {
    type: 'Something that a school or a body held (赛事活动): a contest, a collection, a supervision.',
    fields: {
      kind: 'Code of the event.',
      date: 'The day.',
      level: 'The level at which it was held. Null: not told.',
      title: 'What it was called. Null: not told.',
    },
  },
  figure: {
    type: 'A number that is not a count of things known here (统计数据), such as pupils. It holds until the next one.',
    fields: {
      name: 'Code of what is counted.',
      stage: 'The stage of schooling that it is about. Null: all.',
      day: 'The day from which on it holds.',
      value: 'The number.',
    },
  },
  rubricScore: {
    type: 'Points given by a rubric (量化考评).',
    fields: {
      rubric: "Id of the rubric's rule.",
      section: 'The section of the rubric.',
      item: 'The item. Null: the section as a whole.',
      date: 'The day.',
      points: 'Points, as given: before any weight.',
      level: 'The level that weighs it, where the rubric weighs by level. Null: none.',
    },
  },
  application: {
    type: 'An application (申报) for a title, a post or something else.',
    fields: {
      for: 'Code of what is applied for.',
      tier: 'Code of the tier. Null: no title is applied for, or it is not told.',
      level: 'The level applied at. Null: not told.',
      date: 'The day of the application.',
      reached: 'Code of the last step that it reached. Null: not told.',
      result: 'Code of what came of it. Null: nothing yet, or it is not told.',
    },
  },
};

/** What is said of the school beside the owner. */
export const BESIDE_TEXTS: Readonly<Partial<Record<DatedFactKind, string>>> = {
  link: 'The school to which it ties. Null: outside your scope.',
  application: 'The school that nominated. Null: none, not told, or outside your scope.',
};
