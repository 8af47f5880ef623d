/** What shows a language other than German and English in Latin letters. */
export interface ForeignLanguage {
  /** ISO 639-1 code; languages that are hard to tell apart share an entry. */
  readonly code: string;
  /** Frequent function and question words, lower case. */
  readonly words: ReadonlySet<string>;
  /** Letters that neither German nor English uses. */
  readonly letters: RegExp;
}

const language = (code: string, letters: RegExp, list: string): ForeignLanguage => ({
  code,
  letters,
  words: new Set(list.trim().split(/\s+/)),
});

/** Languages asked in most often at a German town hall, each told by its function words; none is ever answered in. */
export const FOREIGN_LANGUAGES: readonly ForeignLanguage[] = [
  language(
    "fr",
    /[àâçèêëîïôûùœ]|^[ldjcnmst]'|^qu'/,
    `le la les un une des du de et ou où est sont que qui quoi quel quelle quels quelles comment pourquoi quand combien je tu il
     elle nous vous ils elles mon ma mes votre vos notre nos ce cette ces pour avec sans dans sur par au aux en ne pas plus peut
     peux puis faire faut se trouve est-ce avoir être a été demander obtenir mairie ville`,
  ),
  language(
    "es",
    /[ñáéíóú]/,
    `el la los las un una unos unas de del y o es son está están que qué quién quien quiénes cuál cual cuáles cómo como dónde donde cuándo cuando
     cuánto cuánta cuántos por para con sin en al yo tú usted nosotros mi mis su sus se me lo le no más puedo puede hay tengo
     necesito hacer obtener ayuntamiento ciudad muy pero si este esta`,
  ),
  language(
    "it",
    /[àèìòù]|^(?:l|dell|all|nell|un|c|dov|cos|com|quand|d|sull|dall)'/,
    `il lo la i gli le un una uno di del della dei delle e o è sono che chi cosa quale quali come dove quando quanto quanti perché
     per con senza in nel nella al alla da dal dalla su io tu noi voi mio mia si mi non più posso può devo fare ottenere comune
     città questo questa ho ha`,
  ),
  language(
    "pt",
    /[ãõçáéíóúâêô]/,
    `o a os as um uma de do da dos das e ou é são que quem qual quais como onde quando quanto quantos por para com sem em no na
     nos nas ao à eu você nós meu minha seu sua se me não mais posso pode tenho preciso fazer obter cidade câmara está há`,
  ),
  language(
    "nl",
    /[a-z]ij(?:k|n|d|f|z)?$/,
    `de het een en van is zijn wordt worden dat dit deze die wie wat welke hoe waar wanneer waarom hoeveel ik jij je u hij zij wij
     we mijn uw zijn haar ons onze niet geen ook nog met voor naar bij op aan uit over onder tot om te kan kunnen mag moet moeten
     heeft hebben doen aanvragen krijgen gemeente stad stadhuis er ligt vind vinden`,
  ),
  language(
    "tr",
    /[ığş]/,
    `ve veya bir bu şu o ne nedir neler nerede nereden nereye nasıl kim kimdir kaç hangi niçin neden niye zaman mi mı mu mü için
     ile gibi kadar var yok değil ben sen biz siz onlar benim bana bize çok daha en olarak olan olur edebilirim alabilirim yapmam
     gerekiyor lazım istiyorum belediye şehir`,
  ),
  language(
    "pl",
    /[ąćęłńśźż]/,
    `i lub w we z ze na do od dla po przez przy o u jest są być był co kto gdzie kiedy jak jaki jaka jakie który która które ile
     czy dlaczego ja ty on ona my wy mój moja mnie się nie tak to ten ta te mogę można muszę mam chcę potrzebuję urząd miasto`,
  ),
  language(
    "ro",
    /[ăâîșțşţ]/,
    `și sau este sunt un o unei unui de din la pe cu pentru fără în ce cine care cum unde când cât câți câte de ce eu tu noi voi
     meu mea îmi mă se nu mai pot poate trebuie am vreau primăria oraș să că`,
  ),
  language(
    "hr",
    /[čćđšž]/,
    `i ili je su biti u na za od do sa s iz po što šta tko ko koji koja koje kako gdje gde kada koliko zašto ja ti mi vi moj moja
     mogu može moram imam treba li se ne nije da ovo to grad općina opština`,
  ),
  language(
    "sq",
    /[ëç]/,
    `dhe ose është janë një i e të së në me për pa nga te çfarë kush cili cila si ku kur sa pse unë ti ne ju im ime më nuk
     mund duhet kam dua bashkia qytet`,
  ),
  language(
    "cs",
    /[čďěňřšťůžý]/,
    `a nebo je jsou být v ve na do od pro s se z ze co kdo kde kdy jak jaký jaká jaké který která které kolik proč já ty my vy můj
     moje si ne není mohu můžu musím mám chci potřebuji úřad město`,
  ),
  language(
    "hu",
    /[őűáéíóú]/,
    `és vagy van vannak egy ez az hogy mi ki hol mikor hogyan miért mennyi hány melyik én te mi ti nem igen kell lehet tudok kérek
     szeretnék város`,
  ),
  language(
    "sv",
    /[åæø]/,
    `och eller är ett som vad vem var hur när varför vilken vilket jag du vi ni min mitt inte med för på av till från kan måste
     hvad hvem hvor hvordan hvornår hvorfor og er jeg ikke til fra skal kommune kommun`,
  ),
  language(
    "ku",
    /[êîûçş]/,
    `û an ez tu em hûn ew min te me we çi kî kengî kengê ku çawa çima çend li ji bi bo di de da ne na heye hene dikarim divê`,
  ),
  language(
    "so",
    /^(?:waxa|waa|sidee)/,
    `waa iyo ama maxay maxaa sidee xaggee halkee goorma ayaa ayay ku ka u la soo waxaan waxaad aan aad iga ma miyaa magaalada`,
  ),
  language(
    "vi",
    /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/,
    `và là của có không ở đâu khi nào gì ai như thế làm tôi cho với một các được`,
  ),
];
