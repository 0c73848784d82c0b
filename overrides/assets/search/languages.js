/*
 * What the search needs to know of a language. A language that is not here works too, without stemming.
 *
 * stemmer   [file in vendor/, global]: reduces "gefilmd", "filmpje" and "filmen" to one stem. Snowball has none for
 *           Polish and Ukrainian; Arabic and Turkish need no more than their file in vendor/ and a line here.
 * stopWords words that say nothing about what someone is looking for; ignored unless a query has no others.
 * linkers   letters that join the parts of a compound: "omgang-s-regels", "klass-en-app".
 * school    words that people write beside the name of a school and that say nothing about which school.
 */
self.searchLanguages = {
  nl: {
    stemmer: ["snowball-dutch.js", "DutchStemmer"],
    stopWords: `de het een en of maar dus want als dan dat die dit deze der er hier daar wat wie waar waarom waarover
      wanneer hoe welk welke ik je jij jou u we wij ze zij hij hem haar hen hun me mij mijn jouw uw ons onze zich zijn
      is ben bent was waren wees geweest word wordt worden werd werden heb hebt heeft hebben had hadden kan kun kunt
      kunnen kon mag mogen moet moeten zal zullen zou zouden wil wilt willen ga gaat gaan doe doet doen laat laten
      krijg krijgt niet geen wel ook al nog toch te toe om aan af bij in op van voor met uit door over naar tot tegen
      onder tijdens tussen sinds vanaf via zonder na per mee iets iemand alle alles elk elke eigen zelf dezelfde zo
      nu even graag`,
    linkers: ["s", "en", "e"],
    school: "school basisschool protocol pcb",
  },
  en: {
    stemmer: ["snowball-english.js", "EnglishStemmer"],
    stopWords: `a an the and or but so if then that this these those there here what who where when why how which i me
      my you your he his she her it its we our us they them their is am are was were be been being do does did doing
      have has had having can could may might must shall should will would not no nor to of in on at by for with from
      about into during between after before under over out up down off again any all each some such own same just`,
    linkers: [],
    school: "school primary protocol",
  },
};
