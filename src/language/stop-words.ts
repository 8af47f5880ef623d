import type { Language } from "./language.js";
import { normaliseWord } from "./normalise.js";

const LISTS: Readonly<Record<Language, string>> = {
  de: `
    der die das den dem des ein eine einen einem einer eines und oder aber doch sondern denn weil dass daß wenn als ob da damit
    obwohl sowie sowohl weder entweder bzw beziehungsweise
    ich du er sie es wir ihr mich mir dich dir uns euch ihm ihn ihnen sich man mein meine meinen meinem meiner meines dein deine
    deinen deinem deiner deines sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unseren unserem
    unserer unseres euer eure euren eurem eurer
    dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem welcher welche welches welchen
    welchem solche solcher solches solchen derjenige dieselbe denen deren dessen
    wer wen wem wessen was wann wo wohin woher wie warum wieso weshalb womit wozu wofür worum wobei worüber wodurch woran worauf
    bin bist ist sind seid war warst waren wart wäre wären gewesen habe hast hat haben habt hatte hatten hätte hätten gehabt
    werde wirst wird werden werdet wurde wurden würde würden worden geworden kann kannst können könnt konnte konnten könnte
    könnten muss muß musst müssen müsst musste mussten darf darfst dürfen dürft durfte durften soll sollst sollen sollt sollte
    sollten will willst wollen wollt wollte wollten möchte möchtest möchten mag mögen lassen lässt gibt gab tun tut
    in im ins an am ans auf aus bei beim mit von vom zu zum zur nach vor für über unter zwischen durch gegen ohne um bis seit
    während wegen trotz ab hinter neben innerhalb außerhalb per je pro
    auch noch nur schon sehr mehr hier dort dann da so also etwa etwas immer wieder ja sogar bereits dabei dazu davon daran
    darauf darin dafür darüber dadurch daher danach deshalb jedoch hierzu hierfür hin her bitte sonst zwar eben mal nun`,
  en: `
    the a an and or but because although though if whether while than that this these those as so
    i you he she it we they me him us them my your his her hers its our ours their theirs mine yours myself yourself himself
    herself itself ourselves themselves one
    who whom whose what which when where why how
    am is are was were be been being have has had having do does did doing done can could will would shall should may might must
    of in on at to from for with by about into onto upon over under between through during against after before within up out
    off via per
    there here then also just very too only such some any each every all both either other more most much many
    please get gets let lets s t d ll re ve m don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven`,
};

const sets = (list: string, language: Language): ReadonlySet<string> =>
  new Set(
    list
      .trim()
      .split(/\s+/)
      .map((word) => normaliseWord(word, language)),
  );

/**
 * Words too common to search for, in the spelling of `normaliseWord`. "nicht", "kein", "no" and "not" are kept in the index: they
 * tell a rule from its exception.
 */
export const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: sets(LISTS.de, "de"),
  en: sets(LISTS.en, "en"),
};
