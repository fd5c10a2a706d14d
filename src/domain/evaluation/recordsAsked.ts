import type { Condition, Measure, Selection, Where } from '../policy/condition.ts';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective.ts';
import type { RecordName } from '../policy/catalogue.ts';
import type { Rule } from '../policy/types.ts';
import type { FactList } from './facts.ts';

const OF_RECORDS: Readonly<Record<RecordName, readonly FactList[]>> = {
  posts: ['posts'],
  titlesHeld: ['titles'],
  titlesAwarded: ['titles'],
  certificates: ['certificates'],
  appraisals: ['appraisals'],
  achievements: ['achievements'],
  activities: ['activities'],
  trainings: ['trainings'],
  hours: ['trainings'],
  seats: ['seats', 'workshops'],
  pairings: ['pairings'],
  applications: ['applications'],
  findings: ['findings'],
  links: ['links'],
  persons: [],
  schools: [],
  workshops: ['workshops'],
  events: ['events'],
  figure: ['figures'],
};

/** What an attribute needs to be known of those of whom it is asked. */
const OF_ATTRIBUTES: Readonly<Record<string, readonly FactList[]>> = {
  trained: ['trainings'],
  title: ['titles'],
  seat: ['seats', 'workshops'],
  certificate: ['certificates'],
  training: ['trainings'],
  pairing: ['pairings'],
  appraisal: ['appraisals'],
  finding: ['findings'],
  workshop: ['workshops'],
};

const OF_EVENTS: Readonly<Record<string, readonly FactList[]>> = {
  award: ['titles'],
  certificate: ['certificates'],
  certificates: ['certificates'],
  training: ['trainings'],
  trainings: ['trainings'],
  appraisal: ['appraisals'],
  appraisals: ['appraisals'],
  seat: ['seats'],
  application: ['applications'],
  achievements: ['achievements'],
  activities: ['activities'],
  findings: ['findings'],
  events: ['events'],
};

/** Posts tell where everybody works; they are always among them. */
const ALWAYS: readonly FactList[] = ['posts'];

function converts(parameters: Where): boolean {
  return parameters.some((term) => term.term === 'oneOf' && term.attribute === 'convert');
}

/** Which lists of facts these rules read, those of the rules that they name included. */
export function factListsAsked(rules: readonly EffectiveRule[], policy: EffectivePolicy): ReadonlySet<FactList> {
  const lists = new Set<FactList>(ALWAYS);
  const seen = new Set<Rule>();
  const add = (found: readonly FactList[] | undefined) => {
    for (const list of found ?? []) lists.add(list);
  };
  const ofWhere = (where: Where): void => {
    for (const term of where) {
      if (term.term === 'any') term.of.forEach(ofWhere);
      else if (term.term === 'not') ofWhere(term.of);
      else if (term.term === 'same') add(['workshops', 'seats']);
      else {
        add(OF_ATTRIBUTES[term.attribute]);
        if (term.term === 'nested') ofWhere(term.where);
      }
    }
  };
  const ofSelection = (selection: Selection | null): void => {
    if (selection === null) return;
    if (selection.selection === 'named') {
      for (const layer of policy.layers) ofSelection(layer.document.define.selections.get(selection.name) ?? null);
      return;
    }
    if (selection.population === 'holders') add(['titles']);
    if (selection.population === 'seats') add(['seats', 'workshops']);
    if (selection.population === 'workshops') add(['workshops']);
    ofWhere(selection.where);
  };
  const ofMeasure = (measure: Measure): void => {
    if (measure.measure === 'figure') add(['figures']);
    else ofSelection(measure.selection);
  };
  const ofCondition = (condition: Condition): void => {
    if (condition.waivable !== null) add(['waivers']);
    if (condition.waivable?.when != null) ofCondition(condition.waivable.when);
    if ('window' in condition && condition.window !== null) {
      const { window } = condition;
      if (window.window === 'first') add(OF_EVENTS[window.of.split('.')[0] ?? '']);
      if (window.window === 'since' || window.window === 'before') add(OF_EVENTS[window.event.split('.')[0] ?? '']);
    }
    switch (condition.form) {
      case 'all':
      case 'any':
        condition.of.forEach(ofCondition);
        return;
      case 'not':
        ofCondition(condition.of);
        return;
      case 'is':
        ofWhere(condition.where);
        return;
      case 'rule':
        policy.rules
          .filter(({ rule }) => rule.id === condition.rule)
          .forEach(({ rule }) => {
            ofRule(rule);
          });
        return;
      case 'fact':
        ofWhere(condition.parameters);
        if (condition.fact === 'standing') add(['titles']);
        if (condition.fact === 'effect') add(['effects', 'appraisals']);
        if (condition.fact === 'points') add(['rubricScores']);
        if (condition.fact === 'homeroomYears' && converts(condition.parameters)) add(['activities']);
        if (condition.asAt !== null) add(OF_EVENTS[condition.asAt.split('.')[0] ?? '']);
        for (const term of condition.parameters)
          if (term.term === 'oneOf' && term.attribute === 'event')
            for (const value of term.values) add(OF_EVENTS[String(value).split('.')[0] ?? '']);
        return;
      default:
        add(OF_RECORDS[condition.records]);
        ofWhere(condition.where);
        if (condition.form === 'share') ofWhere(condition.among);
        if (condition.form === 'every') ofWhere(condition.is);
        if (condition.form === 'ratio') ofMeasure(condition.to);
    }
  };
  const ofRule = (rule: Rule): void => {
    if (seen.has(rule)) return;
    seen.add(rule);
    ofSelection(rule.who);
    if (rule.except !== null) ofCondition(rule.except);
    if (rule.waivable !== null) add(['waivers']);
    if (rule.waivable?.when != null) ofCondition(rule.waivable.when);
    if (rule.per.some(({ per }) => per === 'workshop')) add(['workshops', 'seats']);
    if (rule.per.some(({ per }) => per === 'nominator')) add(['applications']);
    if ('require' in rule && rule.require !== null) ofCondition(rule.require);
    if (rule.kind === 'revocation') rule.grounds.forEach(ofCondition);
    if (rule.kind === 'places' && rule.inProportionTo !== null) ofMeasure(rule.inProportionTo);
    if (rule.kind === 'composition') {
      add(['workshops', 'seats']);
      for (const seats of rule.seats) ofWhere(seats.from);
    }
  };
  for (const { rule } of rules) ofRule(rule);
  return lists;
}
