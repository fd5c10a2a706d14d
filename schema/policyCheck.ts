import { momentOf } from '../src/context.ts';
import { inLanguage } from '../src/domain/language.ts';
import type { PolicySentences, RuleSentence } from '../src/domain/policy/describeDocument.ts';
import { type PolicyCheck, checkText, checkTextIn } from '../src/services/policyCheck.ts';
import { asOfArgument, codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { regionAsked } from './coherence.ts';
import { PolicyProblemRef } from './policyProblem.ts';

const RuleSentenceRef = builder.objectRef<RuleSentence>('RuleSentence').implement({
  description: 'One rule of a draft as those read it who know its document.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its place in the text, from 1.' }),
    code: t.exposeString('id', { description: 'Its id in the text.' }),
    clause: t.exposeString('clause', {
      nullable: true,
      description: 'The clause of the document that it comes from. Null: the document has none for it.',
    }),
    text: t.string({
      description: 'What it says, in the language of the request: its own text, or made from the rule.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    readAs: t.string({
      description:
        'What is read in the rule, whole: on whom it falls, per what, every number and window, exceptions, waivers and readings.',
      resolve: ({ text, readAs }, _arguments, { language }) => inLanguage(readAs ?? text, language),
    }),
  }),
});

const PolicySentencesRef = builder.objectRef<PolicySentences>('PolicySentences').implement({
  description: 'A draft of a policy in sentences.',
  fields: (t) => ({
    code: t.exposeString('policy', { description: 'Code of the policy.' }),
    title: t.string({
      description: 'Its title, in the language of the request.',
      resolve: ({ title }, _arguments, { language }) => inLanguage(title, language),
    }),
    definitions: t.stringList({
      description: 'From when it holds, and what it defines, in the language of the request.',
      resolve: ({ head, definitions }, _arguments, { language }) =>
        [...head, ...definitions].map((text) => inLanguage(text, language)),
    }),
    rules: t.expose('rules', { type: [RuleSentenceRef], description: 'Its rules, in the order of the text.' }),
  }),
});

const PolicyCheckRef = builder.objectRef<PolicyCheck>('PolicyCheck').implement({
  description: 'What there is to say about the text of a policy. Nothing of it is kept.',
  fields: (t) => ({
    findings: t.expose('problems', {
      type: [PolicyProblemRef],
      description: 'What there is to repair or to know about, from the top: at most 500.',
    }),
    sentences: t.expose('policies', {
      type: [PolicySentencesRef],
      description: 'What it says, in sentences, for each of its documents. Empty: it has errors.',
    }),
  }),
});

builder.queryField('checkPolicy', (t) =>
  t.field({
    type: PolicyCheckRef,
    nullable: true,
    description:
      'Checks the text of a policy: every mistake at once, and where there is none what it says in sentences. Nothing is written. Null: no region that you may see has the code.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'Text of a policy file, at most 200,000 characters; several documents between `---`.',
      }),
      region: codeFilter(
        t,
        'Code of the region for which it is meant, as valid on `asOf`: names of the policies in force there and above are known. Left out: the text alone.',
      ),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { text, region: code, asOf }, context) => {
      if (code === null || code === undefined) return checkText(text);
      const moment = momentOf(asOf, context);
      const region = await regionAsked(code, moment, context);
      return region === null ? null : checkTextIn(context.loaders.sources, region, moment.day, text);
    },
  }),
);
