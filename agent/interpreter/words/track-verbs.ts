/** What people say for one thing that is done to a track or its emails; every inflection, as regex source. */
export const removing =
  'remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|drop(?:s|ped|ping)?|cut(?:s|ting)?|ditch(?:ed|ing)?|kill(?:ed|ing)?|scrap(?:ped|ping)?|bin(?:ned|ning)?|ax(?:e|ed|ing)|los(?:e|es|ing)|trash(?:ed)?|strip(?:ped)?|nix|chuck|junk|retire(?:d)?|eliminat(?:e|ed)|discard(?:ed)?|dump(?:ed)?|purg(?:e|ed)|omit(?:ted)?|skip|get(?:ting)? rid of|be rid of|tak(?:e|en|ing) (?:out|off|away)|tak(?:e|en|ing)(?= .* (?:out|off|away)\\b)|le(?:ave|ft|aving) out|le(?:ave|ft|aving)(?= .* out\\b)|thro(?:w|wn|wing) (?:out|away)|throw(?= .* (?:out|away)\\b)|pull(?:ed)?(?= .*\\b(?:out|from)\\b)|do(?:es)? without|make do without|go(?:es)? without';
/** Said of what is no longer wanted. */
export const unwanted =
  '(?:(?:do|does|shall|should|must) not|no longer) (?:need|needs|want|wants|require|requires|use|uses|send|have|get|be sent|go out)|(?:is|are) (?:no longer|not) (?:needed|wanted|necessary|required|useful)|(?:is|are) (?:superfluous|redundant|obsolete|unnecessary|useless|one too many|too much)|(?:can|may|should|must|has to|needs to) (?:go|be gone|disappear|go away)(?= ,|$| from)|(?:stop|quit|cease) (?:sending|using)|without';
export const swapping =
  'swap(?:s|ped|ping)?|switch(?:ed|ing)?|exchang(?:e|ed|ing)|flip(?:ped|ping)?|interchang(?:e|ed|ing)|trad(?:e|ed|ing)|revers(?:e|ed|ing)|chang(?:e|ing)(?= (?:place|position|order))|the other way (?:a?round|about)|vice versa';
export const replacing =
  'replac(?:e|es|ed|ing)|substitut(?:e|ed|ing)|instead|in (?:the |its |that )?place|in lieu|swap(?:ped)?(?: out)?|switch(?:ed)?(?: out)?|exchang(?:e|ed)|chang(?:e|ed)|us(?:e|ed)|becom(?:e|es)|be|is';
export const adding =
  'add(?:s|ed|ing)?|insert(?:ed|ing)?|includ(?:e|ed|ing)|append(?:ed)?|attach(?:ed)?|squeez(?:e|ed)|slip|stick|pop|throw|slot|fit|work|stuff|plac(?:e|ed)|put|also|too|as well|additionally|another|extra|additional|one more|needs?|new|send|sent|go(?:es)? out|follow(?:s|ed)?|clos(?:e|es|ed)|end(?:s|ed)?|finish(?:es|ed)?|conclud(?:e|es)|round(?:ed)? off|wrap(?:ped)? up|open(?:s|ed)?|start(?:s|ed)?|begin(?:s)?|kick off|come|bring|gets?|goes|go|have';
/** Of a time or a place that changes; what says nothing but that something shall be so is among them. */
export const moving =
  'mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|push(?:es|ed|ing)?|pull(?:s|ed|ing)?|postpon(?:e|ed|ing)|delay(?:s|ed|ing)?|bring(?:s|ing)?|brought|send(?:s|ing)?|sent|put(?:s|ting)?|re ?schedul(?:e|ed|ing)|schedul(?:e|ed|ing)|go(?:es|ing)?(?: out)?|come(?:s)?|coming|arriv(?:e|es|ing)|leav(?:e|es|ing)|land(?:s)?|hold|held|mak(?:e|es|ing)|made|set(?:s|ting)?|chang(?:e|es|ed|ing)|have|has|let|keep|wait(?:s|ing)?|giv(?:e|es|ing)|allow|tak(?:e|es)|deliver(?:ed)?|run|place|advance|slide|be|is|add|want|like|need|use|reorder|rearrange|ship|drop|fire|mail|turn|adjust|update|edit|get(?:s)?|follow(?:s)?|start(?:s)?|reach(?:es)?|happen(?:s)?|precede|last(?=s? (?:\\d|a|one|two))';
export const lengthening =
  'lengthen(?:ed|ing)?|extend(?:ed|ing)?|stretch(?:ed|ing)?|prolong(?:ed)?|increas(?:e|ed|ing)|rais(?:e|ed|ing)|widen(?:ed)?|grow|longer|more|extra|additional|bigger|larger|expand(?:ed)?';
export const shortening =
  'shorten(?:ed|ing)?|reduc(?:e|ed|ing)|cut(?:ting)?|decreas(?:e|ed|ing)|lower(?:ed|ing)?|trim(?:med)?|tighten(?:ed)?|shrink|shrunk|shorter|less|fewer|smaller|compress(?:ed)?';
export const later = 'later|back|out|postpone(?:d)?|delay(?:ed)?|push(?:ed)?|hold (?:back|off)';
export const earlier = 'earlier|sooner|forward|ahead|up|advance(?:d)?|bring|brought|faster|quicker';
export const naming =
  'rename(?:d)?|retitle(?:d)?|call(?:ed)?|name(?:d)?|title(?:d)?|new (?:name|title)|names?|titles?|rebrand(?:ed)?';

/** Beside any of them; they add nothing to what is wished for. */
export const fillers: ReadonlySet<string> = new Set(
  'pls plz tbh imo ought altogether straight completely entirely automatically actually simply basically kindly directly right whole full total longer anymore soon early late feels feel seems think believe guess reckon prefer better rather like want need would love though however henceforth onwards onward future going forward start starting begin today immediately plan agreed decided decision team marketing boss says said asked wants everyone us ours okay fine great cool good nice thanks cheers btw fyi hm also too well per according current currently existing present old previous former new own respective actual exact exactly precisely sharp now then here there please mind wish hope guys everybody request idea suggestion todo task note job thing one ones part bit copy'.split(
    ' ',
  ),
);
