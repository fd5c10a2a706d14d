/**
 * The schema. To add a concept:
 * 1. its rules in `src/domain/<concept>.ts`, its named queries in `graph/<concept>.ts`, its service in `src/services/<concept>.ts`;
 * 2. what is looked up for many things at once: a loader in `src/loaders.ts`, keyed by id and day;
 * 3. `schema/<concept>.ts`: new types with `builder`, new fields on existing types with `builder.objectFields(TeacherRef, …)`
 *    (on regions and schools alike: `builder.interfaceFields(UnitRef, …)`), a description on every type, field, argument
 *    and value; a parent is the key of its loaders, and `at(otherId, parent)` is another thing at the same moment;
 * 4. an import of that file below, then `npm run generate`.
 */
import { builder } from './builder.ts';
import './scalars.ts';
import './enums.ts';
import './viewer.ts';
import './role.ts';
import './tier.ts';
import './unit.ts';
import './region.ts';
import './school.ts';
import './teacher.ts';
import './workshop.ts';
import './schoolList.ts';
import './teacherList.ts';
import './workshopList.ts';
import './seat.ts';
import './post.ts';
import './pairing.ts';
import './designation.ts';
import './policy.ts';
import './coverage.ts';
import './population.ts';
import './pyramid.ts';
import './tierFlow.ts';
import './ruralQuota.ts';
import './capacity.ts';
import './composition.ts';
import './certificateQueue.ts';
import './duties.ts';
import './awardsDue.ts';
import './eligibility.ts';
import './lineage.ts';
import './teacherLineage.ts';
import './rises.ts';
import './mentorLoad.ts';
import './target.ts';
import './forecast.ts';
import './homeroomYears.ts';
import './datedFact.ts';
import './timeline.ts';
import './unitFacts.ts';
import './importRun.ts';
import './importUndo.ts';
import './withoutMentor.ts';
import './ending.ts';
import './openPlaces.ts';
import './coherence.ts';
import './policyCheck.ts';
import './policyComparison.ts';
import './whatIf.ts';
import './procedure.ts';
import './personPolicy.ts';
import './titleReview.ts';
import './places.ts';
import './policyContents.ts';

builder.queryType({ description: 'Everything that can be asked. `asOf` on a root field goes down with the objects.' });

export const schema = builder.toSchema({ sortSchema: true });
