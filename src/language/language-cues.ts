const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * Function words that belong to one language only, lower case. Words of both ("die", "in", "was", "so", "also", "an", "hat",
 * "war", "man", "will") and words that are names or loans in the other are left out on purpose.
 */
export const GERMAN_WORDS = words(`
  der das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner und oder aber doch sondern denn weil dass
  daß wenn ob als ist sind bist seid wird werden wurde wurden worden sein waren wäre hatte hatten haben habe habt kann kannst
  können könnte könnten darf dürfen muss muß müssen musste soll sollen sollte möchte möchten wollen gibt gab macht machen liegt
  heißt bedeutet findet befindet steht kommt wie wo wer wen wem wessen wann warum wieso weshalb woher wohin womit wozu wofür
  worum wobei worüber welche welcher welches welchen welchem ich du er sie es wir ihr mich mir dich dir uns euch ihm ihn ihnen
  sich mein meine meinen meinem meiner dein deine seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere nicht nichts
  noch nur auch schon sehr mehr viel viele vielen mit von vom zu zum zur bei beim im am auf aus für nach über unter zwischen vor
  durch gegen ohne um bis seit während wegen ab hier dort dann danach dazu davon damit dabei daran dieser diese dieses diesen
  diesem jeder jede jedes alle allen etwas jemand immer wieder zwei drei vier fünf sechs sieben neun zehn bitte danke guten tag
  hallo ja nein gut gern gerne sowie bzw etwa wurdest hast bekomme bekommt brauche braucht gehört gilt lautet adresse
  nachfolger mitarbeiter gegründet`);

/** As {@link GERMAN_WORDS}, for English. */
export const ENGLISH_WORDS = words(`
  the of and or but because that this these those is are were be been being isn't aren't wasn't doesn't don't didn't can't
  has have had do does did done can could would should shall must may might how where who whom whose when why what which i you he
  she it we they me him us them my your his her its our their not no nor to from for with without by at on into onto upon about
  after before between through during against under over above below up down out off as than then there here if whether while
  until since any some all each every many much more most other another such only just very too get gets make made take
  give find need want know tell explain show called mean means happen happened long old one two three four five six seven eight
  nine ten please thanks thank hello yes there's what's who's where's it's i'm i've you're apply within according a an number staff
  people address year years today tomorrow more contact director manager imprint hours office city founded successor`);

/** Words that only point to a language when nothing else does: too common in the other one to count in full. */
export const WEAK_GERMAN_WORDS = words("die was hat war man also so an in will ganz bin dir");

/**
 * Letter triples that are frequent in one language and rare in the other, with a space for a word border. Counted over the
 * vocabulary of the German and English pages of the OMoS-QA training set.
 */
export const GERMAN_TRIPLES: ReadonlySet<string> = new Set(
  "ung|sch|ich|eit|che|cht|ein|gen| er| be|nen|nde|rei|hen| ve|tig|nge| ge|ige|eru|tun|lic|ier|ngs|bei|run|rbe|geb|ste|aus| au|he |ebe|auf|zei|kei|gun|ech|ahr|isc|eis|hre|gt |geh|wei|stä|hei| zu|spr|übe|eic|zie|tli|ges|rsc|chu|hte|ruf|haf|chl| üb|änd|dun| sc|rag|ag |ig |akt|igt|eil|ahl|ege|hul|hme|uch|tei|erh|nnt|chk|lt |kun|äng|sbe|erk|hal|kur|erf|nsc|tsc|chs|zah|tät|etz|igu|tze|zun|ühr|ehr|hti|ft |ht |chä|llt|bet|igk|gke|pfl|gew|rzt|mög".split(
    "|",
  ),
);

/** As {@link GERMAN_TRIPLES}, for English. */
export const ENGLISH_TRIPLES: ReadonlySet<string> = new Set(
  "ly |ing|ed |ry |on |ion|con|tio|ica|cat|ce |cti|nce|ts |com|oun|cal|day|rs |ay | ca|ty | th|acc|ici|ces|cia|lly|ity|fic|ve |ian|eas|ree|ary|ons|enc| cl|rou|eco|ous|anc|ice| wh|ain|lea|the|ive|re |our|th |ome|ds |eek|ove|out| su|ple|ear|tai|qui|ned|equ|hou|par|ght|tly|hip|cul|rov|abl|ure| to|ies|sio|igh|ery|ded| sh|duc|ys |cco|ppl|eat|led|ble|ave|ays|ful|loy|cy |req|ory|vel|ow |nci|ely|aw |ew |y y|wn |oes|oul|eet|oom|ook".split(
    "|",
  ),
);
