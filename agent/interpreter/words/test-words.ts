/** An email sent to oneself to see it, not a test of one thing against another. */
export const testToOneself =
  /\b(?:send|mail|email|shoot|drop|give|get|have|fire|want|need) (?:me |us |myself )?(?:a|another|one|the) (?:quick )?test\b(?! of (?:a|the|two|which|whether)\b.*\b(?:against|versus|vs)\b)|\bmy (?:own )?(?:inbox|mailbox)\b/;
