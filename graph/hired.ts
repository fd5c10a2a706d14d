/** Whether a `teacher` was hired by `$day`: a roster says no first day at the school, but nobody was there before. */
export const HIRED = '(teacher.hiredOn IS NULL OR teacher.hiredOn <= date($day))';
