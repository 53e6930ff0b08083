"""Families of sentences and what they state, read by the real model from text to facts."""

from __future__ import annotations

import pytest

from tests.reading.facts import facts

#: Sentences, what must be among their facts, and what must not be.
CLAUSES = [
    ("Ann Ek met Bo Lund in Oslo.", ["Ann Ek | meets | Bo Lund [in Oslo]"], []),
    ("Bo Lund was arrested by the police.", ["police | arrests | Bo Lund"], ["Bo Lund | arrests"]),
    ("Ann Ek visited Peru and praised Bo Lund.", ["Ann Ek | visits | Peru", "Ann Ek | praises | Bo Lund"], []),
    ("Ann Ek, who met Bo Lund, left Oslo.", ["Ann Ek | meets | Bo Lund"], []),
    ("Bo Lund, arrested by Norway in May, denied it.", ["Norway | arrests | Bo Lund"], []),
    ("Ann Ek and Cy Dahl met Bo Lund.", ["Ann Ek | meets | Bo Lund", "Cy Dahl | meets | Bo Lund"], ["Ann Ek | meets | Cy Dahl"]),
    ("Ann Ek and Bo Lund met on Monday.", ["Ann Ek | meets | Bo Lund"], []),
    ("Ann Ek met executives of the companies Aker, Orkla and Equinor.", ["Ann Ek | meets | Aker", "Ann Ek | meets | Orkla", "Ann Ek | meets | Equinor"], []),
    ("Ann Ek held talks with Bo Lund on fisheries.", ["Ann Ek | talksWith | Bo Lund"], []),
    ("Ann Ek's visit to Peru in 2019 was short.", ["Ann Ek | visits | Peru [in Peru] [2019]"], []),
    ("Talks between Norway and Peru resumed.", ["Norway | talksWith | Peru"], []),
    ("Norway and Peru strengthened cooperation.", ["Norway | cooperatesWith | Peru"], []),
    ("The software firm Acme Corp sued Bo Lund.", ["Acme Corp | sues | Bo Lund"], []),
    ("The deadline was met by Ann Ek.", [], ["Ann Ek | meets"]),
]  # fmt: skip

OPEN = [
    ("Ann Ek left.\n\nNorwegian troops retook Oslo on Monday.", ["| captures | Oslo"], []),
    ("Ann Ek smiled at Bo Lund.", ["Ann Ek | smile_at | Bo Lund"], []),
    ("Ann Ek taught history at Harbour College's campus in Oslo.", ["Ann Ek | teach_at_campus_of | Harbour College"], []),
    ("Ann Ek ended decades of conflict with Peru.", ["decades_with | Peru"], []),
    ("They swam along the coast of Askim, Norway.", ["Askim | locatedIn | Norway"], []),
    ("Ann Ek called Bo Lund a liar.", ["Bo Lund | is | \"a liar\" [says Ann Ek]"], ["Ann Ek | call | \"a liar\""]),
    ("Ann Ek described the Oslo pact as a failure.", ["| is | \"a failure\" [says Ann Ek]"], []),
    ("Bo Lund was labelled a traitor.", ["Bo Lund | be_labelled | \"a traitor\""], ["[says"]),
    ("Bo Lund served as a medic.", ["Bo Lund | serve_as | \"a medic\""], []),
    ("Bo Lund resigned as a result.", [], ["resign_as"]),
    ("Acme Corp focuses on trade.", ["Acme Corp | focus_on | \"trade\""], []),
    ("Acme Corp specialises in rescues.", ["Acme Corp | specialise_in | \"rescues\""], []),
    ("Ann Ek put pressure on the owners of Acme Corp.", ["Ann Ek | demandsFrom | owners of Acme Corp"], []),
    ("Acme Corp sent letters to customers.", ["Acme Corp | send_letters_to | \"customers\""], []),
    ("Bo Lund slept on the street.", [], ["sleep_on"]),
    ("Norway is dependent on foreign doctors.", ["Norway | be_dependent_on | \"foreign doctors\""], []),
    ("Ann Ek is proud of her team.", ["Ann Ek | be_proud_of | team"], ["be_proud_of | Ann Ek"]),
    ("Bo Lund was responsible for dealing with armed groups.", ["Bo Lund | deal_with | \"armed groups\""], []),
    ("The Oslo Act forbids selling arms.", ["forbid | \"selling arms\""], ["Oslo Act | sell"]),
    ("Ann Ek's views clashed with the plans of Norway.", ["Ann Ek | views_clash_with"], []),
    ("Ann Ek's father left Acme Corp.", [], ["Ann Ek | father_leave"]),
    ("Responding to the report Ann Ek, a senator, said:\n\nThe road is closed.", ["Ann Ek | says", "[says Ann Ek]"], []),
]  # fmt: skip

PEOPLES = [
    ("A Peruvian, Ann Ek, met Bo Lund.", ["Ann Ek | meets | Bo Lund", "Ann Ek | nationality | Peru"], ["Peru | meets"]),
    ("Ann Ek, a Peruvian, met Bo Lund.", ["Ann Ek | nationality | Peru"], []),
    ("Ann Ek is a Peruvian.", ["Ann Ek | nationality | Peru"], ["| is |"]),
    ("Ann Ek is not a Peruvian.", ["Ann Ek | nationality | Peru [not]"], []),
    ("Republican Ann Ek resigned.", ["Ann Ek | affiliatedWith | Republican"], ["nationality"]),
    ("Peruvian Ann Ek resigned.", [], ["affiliatedWith"]),
    ("Bo Lund is not a friend of Ann Ek.", [], ["\"not a"]),
]  # fmt: skip

BEHIND_NOUNS = [
    ("The plan of Acme Corp angered Bo Lund.", ["Acme Corp | plan_anger | Bo Lund"], []),
    ("The Acme Corp website advises users.", ["Acme Corp | website_advise | \"users\""], []),
    ("A poll by Harbour College praised Ann Ek.", ["Harbour College | poll_praise | Ann Ek"], []),
    ("The father of Ann Ek left Acme Corp.", [], ["Ann Ek | father_leave"]),
    ("The city of Oslo sued Bo Lund.", [], ["city_sue"]),
    ("A bus from Oslo hit Bo Lund.", [], ["bus_hit"]),
    ("Rebels took control of Peru.", ["take_control_of | Peru"], []),
    ("The fire killed hundreds of Peruvians.", [], ["hundreds_of"]),
    ("The company cut power for customers in the Arden area of Peru.", ["Arden | locatedIn | Peru"], []),
    ("Bo Lund opened shops for customers in the Arden area.", [], ["Arden | locatedIn"]),
    ("In a statement to Acme Corp, Bo Lund denied the claims.", ["Bo Lund | deny_in_statement_to | Acme Corp"], []),
    ("In addition to Acme Corp, Bo Lund denied the claims.", [], ["deny_in_addition"]),
]  # fmt: skip

BEFORE_NOUNS = [
    ("The voters ousted pro-Peru candidates.", ["| supports | Peru"], ["oust_candidates_of"]),
    ("The anti-Peru parties met Ann Ek.", ["anti-Peru parties | opposes | Peru"], []),
    ("The pro-Peru law was passed.", [], ["| supports |"]),
    ("Critics of the Lund administration left.", ["Lund | leads | Lund administration"], []),
    ("Critics of the Lund family left.", [], ["| leads |"]),
    ("The Acme Corp committee met Bo Lund.", ["Acme Corp committee | partOf | Acme Corp"], []),
    ("Bo Lund was held by a court in Lima.", ["| locatedIn | Lima"], []),
    ("Norway, as part of the Northern Council, met Bo Lund.", ["Norway | partOf | Northern Council"], []),
]  # fmt: skip

RESULTS = [
    ("The vote:\n\nHarbour Party - 8 seats\n\nGreen Party (North) - 1 seat", ["Harbour Party | win | \"8 seats\""], []),
    ("The council now:\n\nHarbour Party - 8 seats", ["Harbour Party | have | \"8 seats\""], []),
    ("The vote:\n\nHarbour Party - 8 posters", ["Harbour Party | have | \"8 posters\""], []),
    ("The vote:\n\nHarbour Party - 8 May 2011", [], ["| have |"]),
    ("The vote:\n\nHarbour Party: 12 people met Ann Ek.", [], ["| have |"]),
]  # fmt: skip

CREDITS = [
    ("The spire fell. Image: Ann Ek (photo), Bo Lund.", ['Ann Ek | creates | "Image"', 'Bo Lund | creates | "Image"'], []),
    ("Image: Ann Ek at home.", [], ["creates"]),
]  # fmt: skip

HYPHENED = [
    ("The Oslo-born painter Ann Ek met Bo Lund.", ["Ann Ek | bornIn | Oslo"], []),
    ("Norwegian-born singer Ann Ek met Bo Lund.", ["Ann Ek | bornIn | Norway"], []),
    ("A first-born son met Bo Lund.", [], ["bornIn"]),
    ("The Nobel Prize-winning author Ann Ek met Bo Lund.", ["Ann Ek | wins | Nobel Prize"], []),
    ("The prize-winning author Ann Ek met Bo Lund.", [], ["| wins |"]),
    ("Ann Ek praised the anti-Kenya march.", [], ["Kenya | march"]),
    ("Bo Lund was killed as a warning.", [], ["be_killed_as"]),
    ("Peru-backed rebels fired at Kenya.", ["Peru | supports | "], []),
    ("A Norwegian-led alliance met Bo Lund.", ["Norway | leads | "], []),
    ("A U.S.-led coalition met Bo Lund.", ["United States | leads | U.S.-led coalition"], []),
    ("A Norway-owned ship left Peru.", ["| ownedBy | Norway"], []),
    ("A Norway-bound ship left Peru.", [], ["Norway | "]),
    ("A Peru-linked group met Bo Lund.", [], ["Peru | "]),
]  # fmt: skip

REALITY = [
    ("Ann Ek will meet Bo Lund.", ["Ann Ek | meets | Bo Lund [planned]"], ["Bo Lund\n"]),
    ("Ann Ek agreed to meet Bo Lund.", ["Ann Ek | meets | Bo Lund [planned]"], []),
    ("Ann Ek was the first African American to visit Peru.", ["Ann Ek | visits | Peru"], ["[planned]"]),
    ("Ann Ek was ready to visit Peru.", [], ["Ann Ek | visits | Peru\n"]),
    ("Ann Ek is set to visit Peru.", ["Ann Ek | visits | Peru [planned]"], []),
    ("Ann Ek may visit Peru.", ["Ann Ek | visits | Peru [possible]"], []),
    ("Ann Ek is expected to visit Peru.", ["Ann Ek | visits | Peru [possible]"], []),
    ("If Ann Ek visits Peru, Bo Lund will resign.", ["Ann Ek | visits | Peru [hypothetical]"], []),
    ("Ann Ek did not meet Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek refused to meet Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek left without meeting Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek never met Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek managed to meet Bo Lund.", ["Ann Ek | meets | Bo Lund\n"], []),
    ("Norway to send troops to Peru\n\nThe plan was made public.", ["[planned]"], []),
    ("Ann Ek was accused of killing Bo Lund.", ["Ann Ek | kills | Bo Lund [possible]"], []),
    ("Ann Ek was acquitted of fraud.", ['Ann Ek | convictedOf | "fraud" [not]'], []),
    ("Ann Ek was not acquitted of fraud.", [], ["convictedOf"]),
    ("Ann Ek was acquitted of killing Bo Lund.", ["Ann Ek | kills | Bo Lund [not]"], []),
    ("Ann Ek was convicted of killing Bo Lund.", ["Ann Ek | kills | Bo Lund\n"], []),
    ("Ann Ek accused Bo Lund of working for Acme Corp.", ["Bo Lund | employedBy | Acme Corp. [possible]"], ["Ann Ek | employedBy"]),
    ("The ban prevents Acme Corp from attacking Norway.", ["Acme Corp | attacks | Norway [not]"], []),
    ("Rumours that Ann Ek married Bo Lund are false.", ["Ann Ek | spouseOf | Bo Lund [possible]"], []),
    ("Ann Ek, not Bo Lund, leads Acme Corp.", ["Ann Ek | leads | Acme"], ["Bo Lund | leads"]),
    ("Instead of meeting Bo Lund, Ann Ek visited Kenya.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Had Germany attacked Norway, Sweden would have helped.", ["Germany | attacks | Norway [hypothetical]"], []),
    ("Kenya's alleged attack on Peru was condemned.", ["Kenya | attacks | Peru [possible]"], []),
    ("Kenya ended its alliance with Peru.", ["Kenya | alliedWith | Peru [ended]"], []),
    ("Kenya postponed its visit to Peru.", ["Kenya | visits | Peru [planned]"], []),
    ("Ann Ek has yet to meet Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek cancelled a planned visit to Peru.", [], ["Ann Ek | visits | Peru\n"]),
    ("It was agreed to hold a new session of the Arctic Council in Oslo.", ["Arctic Council | hold_session_in | Oslo [planned]"], []),
]  # fmt: skip

SPEECH = [
    ("\"The road is closed. Peru must open it,\" said Ann Ek.", ["Ann Ek | says | \"The road is closed\"", "Ann Ek | says | \"Peru must open it\""], []),
    ("Ann Ek said:\n\nThe road is closed. Peru must open it.", ["Ann Ek | says | \"The road is closed\"", "Ann Ek | says | \"Peru must open it\""], []),
    ("\"Yes. Peru attacked Norway,\" said Ann Ek.", ["says | \"Peru attacked Norway\""], ["says | \"Yes\""]),
    ("Norway attacked Peru, Ann Ek said.", ["Norway | attacks | Peru [says Ann Ek]", "Ann Ek | says |"], []),
    ("Ann Ek said that Norway had attacked Peru.", ["Norway | attacks | Peru [says Ann Ek]"], []),
    ("According to Ann Ek, Norway attacked Peru.", ["Norway | attacks | Peru [says Ann Ek]"], []),
    ("According to a note from the Interior Ministry, Norway attacked Peru.", ["Norway | attacks | Peru [says Interior Ministry]"], []),
    ("Norwegian Minister of Trade Ann Ek met Bo Lund, her office said.", ["Ann Ek | holds | Minister of Trade (minister-of-trade-norway)\n"], []),
    ("Ann Ek denied that Norway attacked Peru.", ["Norway | attacks | Peru [not] [says Ann Ek]"], []),
    ('"Norway attacked Peru. Chile supported Norway," Ann Ek said.', ["Norway | attacks | Peru [says Ann Ek]", "Chile | supports | Norway [says Ann Ek]"], []),
    ("Ann Ek, the mayor of Oslo, said Bo Lund had left.", ["Ann Ek | holds | Mayor"], ["holds | Mayor (mayor-oslo) [says"]),
    ("Governor Ann Ek said: Norway attacked Peru. Chile supported Norway.\n\nPeru rejected the plan.", ["Norway | attacks | Peru [says Ann Ek]", "Chile | supports | Norway [says Ann Ek]", "[says Ann Ek]"], ["Norway | attacks | Peru\n"]),
    ('Ann Ek left the council. "Norway attacked Peru."', ["Norway | attacks | Peru [says Ann Ek]"], []),
    ('Bo Lund said: "Chile is safe."\n\nAnn Ek recalled the war, when "Norway attacked Peru."', ["[says Ann Ek]"], ["Norway | attacks | Peru [says Bo Lund]"]),
    ("Norway attacked Peru. Ann Ek said nothing.", ["Norway | attacks | Peru\n"], []),
    ("Governor Ann Ek said:\n\nNorway attacked Peru.\n\nChile supported Norway.", ["Norway | attacks | Peru [says Ann Ek]", "Chile | supports | Norway [says Ann Ek]"], []),
]  # fmt: skip

STATIC = [
    ("The Norwegian Minister of Trade, Ann Ek, spoke.", ["Ann Ek | holds | Minister of Trade (minister-of-trade-norway)", "postIn | Norway"], []),
    ("Oslo mayor Ann Ek resigned.", ["Ann Ek | holds | Mayor (mayor-oslo)"], []),
    ("Former President Bo Lund died.", ["Bo Lund | holds | President (president-bo-lund) [ended]"], []),
    ("Ann Ek is the sole director of Acme Corp.", ["Ann Ek | holds | Director (director-acme-corp)"], ["Sole"]),
    ("Bo Lund, the youngest mayor of Oslo, met Ann Ek.", ["Bo Lund | holds | Mayor (mayor-oslo)"], ["Youngest"]),
    ("Bo Lund, the deputy mayor of Oslo, met Ann Ek.", ["Bo Lund | holds | Deputy Mayor"], []),
    ("Bo Lund was named director of Acme Corp.", ["Bo Lund | holds | Director (director-acme-corp)"], []),
    ("Ann Ek, 47, resigned.", ['Ann Ek | age | "47"'], []),
    ("Ann Ek, aged 47, resigned.", ['Ann Ek | age | "47"'], []),
    ("The 47-year-old engineer Ann Ek resigned.", ['Ann Ek | age | "47"'], []),
    ("The Norwegian engineer Ann Ek resigned.", ["Ann Ek | nationality | Norway"], ["postIn | Norway"]),
    ("The plant is in Bergen, Norway.", ["Bergen | locatedIn | Norway"], []),
    ("He toured Bergen, Oslo and Peru.", [], ["locatedIn"]),
    ("The Norwegian city of Bergen was hit.", ["Bergen | locatedIn | Norway"], []),
    ("The Norwegian embassy in Peru closed.", ["represents | Norway", "locatedIn | Peru"], []),
    ("The joint commission of Norway and Peru met.", ["Norway | memberOf |", "Peru | memberOf |"], []),
    ("The Norwegian painter Ann Ek spoke.", ["Ann Ek | holds | Painter"], ["postIn"]),
    ("Ann Ek served as president and treasurer of Acme Corp.", ["President (president-acme-corp)", "Treasurer (treasurer-acme-corp)"], []),
    ("Ann Ek was the founder and director of Acme Corp.", ["Acme Corp. | foundedBy | Ann Ek", "Director (director-acme-corp)"], []),
    ("Ann Ek became a member of the Arctic Council.", ["Ann Ek | memberOf | Arctic Council"], []),
    ("Ann Ek may become a member of the Arctic Council.", ["Ann Ek | memberOf | Arctic Council [possible]"], []),
    ("Acme Corp operates as a subsidiary of Bolt Ltd.", ["Acme Corp | subsidiaryOf | Bolt Ltd"], []),
    ("Ann Ek works as hard as Acme Corp.", [], ["employedBy"]),
    ("The Bergen-based charity Acme Corp closed.", ["Acme Corp | basedIn | Bergen"], []),
    ("The Bergen-based painter Ann Ek spoke.", ["Ann Ek | livesIn | Bergen"], ["basedIn"]),
    ("It was a computer-based test.", [], ["basedIn"]),
    ("Ann Ek, the head of Acme Corp, based in Oslo, resigned.", ["Acme Corp | basedIn | Oslo"], ["Ann Ek | basedIn"]),
    ("Ann Ek, 47, of Bergen, resigned.", ["Ann Ek | livesIn | Bergen"], []),
    ("Ann Ek (Harbour Party) resigned.", ["Ann Ek | affiliatedWith | Harbour Party"], []),
    ("Born and raised in Bergen, Ann Ek moved to Oslo.", ["Ann Ek | bornIn | Bergen", "Ann Ek | livesIn | Bergen", "Ann Ek | livesIn | Oslo"], []),
    ("Ann Ek was born on 4 May 1931 in Arden, Hordaland, Norway.", ['Ann Ek | bornOn | "4 May 1931"', "[1931-05-04]", "Ann Ek | bornIn | Arden", "Hordaland | locatedIn | Norway"], []),
    ("Ann Ek (4 May 1931 – 7 May 1999) was a painter.", ['Ann Ek | bornOn | "4 May 1931"', 'Ann Ek | diedOn | "7 May 1999"'], []),
    ("Ann Ek (1931–1999) was a painter.", ['Ann Ek | bornOn | "1931"', 'Ann Ek | diedOn | "1999"'], []),
    ("Ann Ek (b. 1931) was a painter.", ['Ann Ek | bornOn | "1931"'], ["diedOn"]),
    ("Ann Ek (with 12 others) died on 7 May 1999.", ['Ann Ek | diedOn | "7 May 1999"'], ["bornOn"]),
    ("Acme Corp was founded in 1902 by Ann Ek.", ['Acme Corp | foundedOn | "1902"', "Acme Corp | foundedBy | Ann Ek"], []),
    ("The claim was founded in 1902 on a letter.", [], ["foundedOn"]),
    ("Ann Ek and Bo Lund had a son, Cy Lund.", ["Cy Lund | childOf | Ann Ek", "Cy Lund | childOf | Bo Lund"], []),
    ("Harbour Party leader and Prime Minister Bo Lund resigned.", ["Bo Lund | leads | Harbour Party", "Bo Lund | holds | Prime Minister"], []),
    ("Harbour Party leader and mayors met.", [], ["holds | Mayor"]),
    ("The ambassador of Peru, Ann Ek, and the minister, Bo Lund, met.", ["Ann Ek | holds | Ambassador (ambassador-peru)", "Ann Ek | meets | Bo Lund"], ["Peru | meets"]),
    ("Ann Ek is a lawyer, head of the Arctic Council.", ["Ann Ek | leads | Arctic Council"], []),
    ("Bolt Ltd is a subsidiary company of Acme Corp.", ["Bolt Ltd | subsidiaryOf | Acme Corp"], []),
    ("Acme Corp has a subsidiary, Bolt Ltd.", ["subsidiaryOf | Acme Corp"], []),
    ("Acme Corp has its headquarters in Oslo.", ["Acme Corp | basedIn | Oslo"], []),
    ("Acme Corp's headquarters are in Oslo.", ["Acme Corp | basedIn | Oslo"], []),
    ("Acme Corp will have its headquarters in Oslo.", [], ["basedIn | Oslo\n"]),
    ("Acme Corp opened its regional headquarters in Oslo.", [], ["basedIn"]),
    ("The trial opened at Arden District Court, Norway.", ["Arden District Court | locatedIn | Norway"], []),
    ("He praised Acme Corp, Norway and Peru.", [], ["locatedIn"]),
    ("Peru's Harbour Party won.", ["Harbour Party | locatedIn | Peru"], []),
    ("Bergen, in southern Norway, was hit.", ["Bergen | locatedIn | Norway"], []),
    ("Bergen in Norway's south was hit.", [], ["locatedIn"]),
    ("The army's third brigade left.", ["partOf | army"], []),
    ("A section of the road closed.", [], ["partOf"]),
    ("A 36-year-old Bergen man was arrested.", ["livesIn | Bergen"], []),
    ("A US man was arrested.", [], ["livesIn"]),
    ("Oslo resident Bo Lund left.", ["Bo Lund | livesIn | Oslo"], ["nationality"]),
    ("Ann Ek of the water board spoke.", ["Ann Ek | affiliatedWith | water board"], []),
    ("Ann Ek succeeded Bo Lund as mayor of Oslo.", ["Ann Ek | holds | Mayor (mayor-oslo)"], ["Bo Lund | holds"]),
    ("Ann Ek is a businesswoman, head of Acme Corp.", ["Ann Ek | leads | Acme Corp"], ["Businesswoman (businesswoman-acme-corp)"]),
    ("Democratic senator Ann Ek resigned.", ["Ann Ek | affiliatedWith |"], []),
    ("The democratic senator Ann Ek resigned.", [], ["affiliatedWith"]),
    ("Bo Lund's wife was the editor Ann Ek.", ["Ann Ek | spouseOf | Bo Lund"], []),
    ("The mayor of Oslo is Ann Ek.", ["Ann Ek | holds | Mayor (mayor-oslo)"], []),
    ("Acme Corp was founded by painters Ann Ek and Bo Lund.", ["Acme Corp | foundedBy | Ann Ek", "Acme Corp | foundedBy | Bo Lund"], []),
    ("He was born in Oslo. His father was Bo Lund.", ["he | bornIn | Oslo"], []),
    ("Ann Ek, an engineer who lives in Oslo, resigned.", ["Ann Ek | livesIn | Oslo"], []),
    ("Ann Ek is an engineer who lives in Oslo.", ["Ann Ek | livesIn | Oslo"], []),
]  # fmt: skip

PLACES = [
    ("Ann Ek met Bo Lund in the town of Voss, Norway.", ["Ann Ek | meets | Bo Lund [in Voss]"], []),
    ("Bo Lund was killed in the North Sea port of Voss.", ["[in Voss]"], []),
    ("Ann Ek met Bo Lund on a road in Voss.", ["Ann Ek | meets | Bo Lund [in Voss]"], []),
    ("Ann Ek was killed on Route 7 in Voss.", ["[in Voss]"], []),
    ("Norway imposed sanctions on Peru.", ["Norway | sanctions | Peru"], ["[in Peru]"]),
    ("Ann Ek invested in Peru.", ["Ann Ek | "], ["[in Peru]"]),
    ("Ann Ek met Bo Lund at Oslo University.", ["Ann Ek | meets | Bo Lund [in Oslo University]"], []),
    ("Ann Ek, a professor at Oslo University, met Bo Lund.", ["Ann Ek | meets | Bo Lund\n"], []),
    ("Ann Ek wrote to Acme Corp in May.", [], ["[in Acme"]),
    ("On her visit to Peru, Ann Ek praised Bo Lund.", ["Ann Ek | praises | Bo Lund [in Peru]"], []),
    ("Before her visit to Peru, Ann Ek praised Bo Lund.", ["Ann Ek | praises | Bo Lund\n"], []),
    ("Bo Lund was killed while working in Voss.", ["[in Voss]"], []),
    ("Ann Ek flew from Oslo to Peru.", ["Ann Ek | visits | Peru"], ["[in Oslo]"]),
    ("Ann Ek visited Peru and met Bo Lund there.", ["Ann Ek | meets | Bo Lund [in Peru]"], []),
    ("The attacks in Voss killed Bo Lund.", ['"The attacks in Voss" | occursIn | Voss'], []),
    ("A wildfire near Voss killed Bo Lund.", ['"A wildfire near Voss" | occursIn | Voss'], []),
    ("The report on a wildfire was read in Voss.", [], ["occursIn"]),
    ("A planned festival in Voss drew Bo Lund.", [], ["occursIn | Voss\n"]),
    ("Ann Ek attended the World Water Summit in Voss.", ["World Water Summit | occursIn | Voss"], []),
    ("Ann Ek joined Acme Corp in Voss.", [], ["occursIn"]),
    ("In Peru Minister Dahl met Ann Ek.", ["Dahl | meets | Ann Ek [in Peru]"], ["postIn | Peru"]),
    ("A vase was stolen on Saturday from Bergen Palace.", ["be_stolen_from | Bergen Palace [in Bergen Palace]"], []),
    ("Rebels captured Lima and killed Bo Lund.", ['"Rebels" | kills | Bo Lund [in Lima]'], []),
    ("Rebels captured Bo Lund.", [], ["[in "]),
    ("Ann Ek studied at Oslo University and worked for Acme Corp.", ["Ann Ek | employedBy | Acme Corp.\n"], []),
    ("Ann Ek met Bo Lund after the attack in Peru.", ["Ann Ek | meets | Bo Lund\n"], []),
    ("The Harbour Summit was held in Lima. Ann Ek attended the Harbour Summit.", ["Ann Ek | attends | Harbour Summit [in Lima]"], []),
    ("The Harbour Summit was held in Lima. Ann Ek praised the Harbour Summit.", ["Ann Ek | praises | Harbour Summit\n"], []),
    ("The Harbour Summit was held in Lima. In 1999 the Harbour Summit took place in Bergen. Ann Ek attended the Harbour Summit.", ["Ann Ek | attends | Harbour Summit\n"], []),
]  # fmt: skip

EVENTS = [
    # light verbs, also those by which the subject receives
    ("Peru received aid from Norway.", ["Norway | aids | Peru"], ["Peru | aids"]),
    ("Bo Lund drew criticism from Acme Corp.", ["| criticises | Bo Lund"], ["Bo Lund | criticises"]),
    ("Ann Ek received a letter from Bo Lund.", [], ["Bo Lund | aids", "Ann Ek | aids"]),
    ("Peru came under attack from Norway.", ["Norway | attacks | Peru"], ["Peru | attacks"]),
    ("Bo Lund went on trial for fraud.", ['Bo Lund | chargedWith | "fraud"'], []),
    ("Acme Corp put pressure on Bo Lund.", ["Acme Corp | demandsFrom | Bo Lund"], ['| put | "pressure"']),
    ("Norway came to the aid of Peru.", ["Norway | aids | Peru"], ["Peru | aids"]),
    ("Norway lifted sanctions on Peru.", ["Norway | sanctions | Peru [ended]"], ["Norway | sanctions | Peru\n"]),
    ("Norway called off talks with Peru.", ["Norway | talksWith | Peru [not]"], ["talksWith | Peru\n"]),
    # an event beside another predicate
    ("Ann Ek is in talks with Acme Corp.", ["Ann Ek | talksWith | Acme Corp"], []),
    ("Norway, in cooperation with Peru, built a dam.", ["Norway | cooperatesWith | Peru"], []),
    ("Norway will build a dam in cooperation with Peru.", ["Norway | cooperatesWith | Peru [planned]"], []),
    ("Ann Ek flew to Peru for talks with Bo Lund.", ["Ann Ek | talksWith | Bo Lund [planned]"], ["talksWith | Bo Lund\n"]),
    ("Ann Ek was praised for talks with Bo Lund.", [], ["Ann Ek | talksWith | Bo Lund\n"]),
    # quantities take part
    ("The storm killed at least 40 people and injured hundreds.", ['"The storm" | kills | "at least 40 people"', '"The storm" | injures | "hundreds"'], []),
    ("Ten killed in Molde blast", ["| kills |"], []),
    ("Dozens of homes were destroyed in the fire.", ['"the fire" | damages | "Dozens of homes"'], []),
    ("The shooting left 12 people dead.", ['"The shooting" | kills | "12 people"'], ['| leave |']),
    ("The shooting left 12 people homeless.", [], ["| kills |"]),
    ("The explosion caused the deaths of 12 miners.", ['"The explosion" | kills | "12 miners"'], ["| cause |"]),
    ("The death toll from the quake rose to 40.", ['"the quake" | kills | "40"'], []),
    ("The road toll rose to 40 crowns.", [], ["| kills |"]),
    ("The Bergen protests went on.", ['"The Bergen protests" | occursIn | Bergen'], ["Bergen | protest"]),
    ("The Bergen talks failed.", [], ["occursIn"]),
    # law, business, votes
    ("The court ruled in favour of Acme Corp.", ["| rulesOn | Acme Corp"], []),
    ("Acme Corp was sued by Volta Energy over patents.", ["Volta Energy | sues | Acme Corp"], []),
    ("Acme Corp sold its software unit to Volta Energy.", ["Volta Energy | buys | ", "Acme Corp | sells | "], ["Acme Corp | buys"]),
    ("Acme Corp and Volta Energy will merge.", ["Acme Corp | mergesWith | Volta Energy [planned]"], []),
    ("Norway promised 20 million dollars to Peru.", ["Norway | aids | Peru [planned]"], ["aids | Peru\n"]),
    ("Norway pulled its troops out of Peru.", ["Norway | withdrawsFrom | Peru"], []),
    ("The withdrawal of troops from Peru began.", ["withdrawsFrom | Peru"], []),
    ("Peru is to blame for the attack.", ['Peru | responsibleFor | "the attack"'], ["Peru | attacks"]),
    ("The rebels claimed responsibility for the attack.", ["| claimsResponsibilityFor |"], ["| responsibleFor |"]),
    ("Ann Ek praised the steps taken by Bo Lund in support of Peru.", [], ["Ann Ek | supports"]),
    # who shares what in coordination
    ("Norway joined Peru and Kenya left Chile.", ["Norway | joins | Peru", "Kenya | leaves | Chile"], ["Norway | joins | Kenya"]),
    ("Norway joined Peru and left Chile.", ["Norway | leaves | Chile"], ["Peru | leaves"]),
    ("Norway and Peru are allies.", ["Norway | alliedWith | Peru"], ["| is |"]),
    ("Norway and Peru are allies of Chile.", ["Norway | alliedWith | Chile", "Peru | alliedWith | Chile"], ["Norway | alliedWith | Peru"]),
    ("A pickup and a bus collided.", ['"A pickup" | collide_with | "a bus"'], ['"collided"']),
    ("Ann Ek took part in the summit in Oslo.", ["Ann Ek | participatesIn |"], ["| take"]),
    ("The summit took place in Oslo.", ["| occursIn | Oslo"], ["| take"]),
    ("Ann Ek appointed Bo Lund minister of trade.", ["Ann Ek | appoints | Bo Lund", "Bo Lund | holds | Minister of Trade"], []),
]  # fmt: skip

ALIASES = [
    ("Karl Ode, alias Kako, was arrested. Kako left Oslo.", ['Karl Ode | alsoKnownAs | "Kako"', "Karl Ode | leaves | Oslo"], ["Kako | leaves", "alias\""]),
    ("Karl Ode (aka Kako) met Bo Lund.", ['Karl Ode | alsoKnownAs | "Kako"'], []),
    ("Ann Ek, née Holm, was born in Bergen.", ['Ann Ek | alsoKnownAs | "Holm"'], []),
    ("Karl Ode, born Karl Meyer, died in Bergen.", ['Karl Ode | alsoKnownAs | "Karl Meyer"'], ["| bear |"]),
    ("Karl Ode, born in Bergen, met Bo Lund.", [], ["alsoKnownAs"]),
    ("Karl Ode, also called the Baker, died.", ['Karl Ode | alsoKnownAs | "Baker"'], ["Karl Ode | call"]),
    ("Karl Ode, better known as Kako, met Bo Lund.", ['Karl Ode | alsoKnownAs | "Kako"'], []),
    ("Karl Ode, better known by his stage name Kako, met Bo Lund.", ['Karl Ode | alsoKnownAs | "Kako"'], ["Kako | know"]),
    ("Karl Ode, known by Ann Ek, left.", [], ["alsoKnownAs"]),
    ("Karl Ode is not known as Kako. Kako left Oslo.", ["Kako | leaves | Oslo"], ["Karl Ode | leaves"]),
    ("Karl Ode, dubbed the Peruvian Mozart, met Bo Lund.", [], ["alsoKnownAs"]),
    ("A painter named Ann Ek met Bo Lund.", ["Ann Ek | holds | Painter"], []),
    ("They keep a feast known as Harvest Day.", ['Harvest Day | is | "a feast"'], []),
    ("Ann Ek was named Woman of the Year.", [], ["alsoKnownAs"]),
    ("Bo Lund called Ann Ek.", [], ["alsoKnownAs"]),
    # a name that somebody else has is not given away
    ("Ann Ek, née Holm, met her father, Bo Holm. Holm left Oslo.", ["Bo Holm | leaves | Oslo"], ["Ann Ek | leaves"]),
]  # fmt: skip

REFERENCE = [
    # whose prime minister, in an article about one country
    ("Norway voted. Norwegian papers praised Norway. Prime Minister Ann Ek met Bo Lund.", ["(prime-minister-norway) | postIn | Norway"], []),
    ("Norway voted. Norwegian papers praised Norway. Club President Ann Ek met Bo Lund.", [], ["postIn | Norway"]),
    ("Norway voted. Norway beat Peru. Peru praised Norway. Prime Minister Ann Ek met Bo Lund.", [], ["postIn"]),
    ("Norway voted. Prime Minister Ann Ek met Bo Lund.", [], ["postIn"]),
    # the former, the latter
    ("Ann Ek and Bo Lund met. The former praised the latter.", ["Ann Ek | praises | Bo Lund"], []),
    (
        "Ann Ek and Bo Lund met in Oslo; the former sued the latter.",
        ["Ann Ek | sues | Bo Lund"],
        [],
    ),
    # what winning brings
    ("Norvik beat Acme Corp to win the Harbour Cup.", ["Norvik | wins | Harbour Cup\n"], []),
    ("Norvik met Acme Corp to win the Harbour Cup.", ["Norvik | wins | Harbour Cup [planned]"], []),
    # who that was
    (
        "The driver, identified as Bo Lund, was arrested. He is from Oslo.",
        ["Bo Lund | be_arrested"],
        ["driver | be_arrested"],
    ),
    ("The Vice President, Ann Ek, left.", ["Ann Ek | holds | Vice President"], []),
    # what one is charged with
    (
        "Police charged Bo Lund with stealing a car.",
        ["Bo Lund | steal | \"a car\" [possible]"],
        ["police | steal", "Police | steal"],
    ),
    ("Ann Ek was tasked with leading Acme Corp.", ["Ann Ek | leads | Acme Corp. [planned]"], []),
    ("Ann Ek will serve as acting mayor.", ["Ann Ek | holds | Acting Mayor"], ["| act |"]),
    ("Ann Ek said there was no evidence.", [], ["| be |"]),
    # who speaks at the end of a headline, and who only does something meanwhile
    (
        "Norway to send troops to Peru, Ann Ek says\n\nThe talks ended.",
        ["Norway | deploysTo | Peru [planned] [says Ann Ek]"],
        [],
    ),
    (
        "Norway left Peru as Ann Ek claimed victory.",
        ["Norway | leaves | Peru\n"],
        ["Ann Ek | says", "says Ann Ek"],
    ),
    # prefixes, two titles of one person, a participle behind its noun, whom one urges
    ("Ek, who was re-elected in 2022, left.", ["Ek | be_elected"], ["Ek | re |"]),
    (
        "Acme Corp founder and chief executive Ann Ek met Bo Lund.",
        ["Ann Ek | holds | Chief Executive", "Acme Corp | foundedBy | Ann Ek"],
        ["founder | meets"],
    ),
    (
        "Norway accused Acme Corp of breaking a deal brokered by Peru.",
        ["Peru | broker |"],
        ["Peru | broker | Acme Corp"],
    ),
    ("Ann Ek urged residents to stay indoors.", ["Ann Ek | demandsFrom"], ["urge_to"]),
    # relative clauses without a gap, and of which
    (
        "Ann Ek moved to Oslo, where she worked for Acme Corp.",
        ["Ann Ek | employedBy | Acme Corp."],
        ["| work | Oslo", "work_to"],
    ),
    (
        "Ann Ek left the Harbour Party, of which she was a member until 1976.",
        ["Ann Ek | memberOf | Harbour Party"],
        [],
    ),
    # nobody is one of the two sides that it calls on
    (
        "Norway and Peru fought. Kenya called on both sides to stop.",
        ["Kenya | call_on | Norway", "Kenya | call_on | Peru"],
        ["Kenya | call_on | Kenya"],
    ),
    ("Norway fought. Kenya called on both sides to stop.", [], ["call_on | Norway"]),
    # how many goals are no name
    ("Norvik defeated Porvik 3-0 in Oslo.", ["Norvik | defeats | Porvik [in Oslo]\n"], []),
    ("Acme Corp sued Ann Ek. The latter criticised Acme Corp.", ["Ann Ek | criticises | Acme Corp"], []),
    ("Norway and Peru beat Chile. The latter attacked Bo Lund.", [], ["Peru | attacks", "Chile | attacks"]),
    ("Ann Ek and Bo Lund met. The former mayor praised Cy Dahl.", [], ["Ann Ek | praises"]),
    # clients of those who speak for them
    ("Karl Ode was arrested. His lawyer, Bo Lund, said he was innocent.", ['Karl Ode | is | "innocent" [says Bo Lund]'], []),
    ("Karl Ode was arrested. His lawyer said he was ill.", ['Karl Ode | is | "ill"'], ['lawyer | is | "ill"']),
    ("Karl Ode was arrested. His lawyer, Eva Dahl, said she was ill.", ['Eva Dahl | is | "ill"'], ['Karl Ode | is']),
    ("Karl Ode's brother said he was ill.", [], ['Karl Ode | is']),
    # forces act for their state
    ("Norwegian troops attacked Peru.", ["Norway | attacks | Peru", '"Norwegian troops" | attacks | Peru'], []),
    ("Norway's army captured Lima.", ["Norway | captures | Lima"], []),
    ("Two Norwegian soldiers attacked Bo Lund.", [], ["Norway | attacks"]),
    ("Norwegian troops were killed by rebels.", [], ["Norway"]),
    ("Norwegian-backed forces attacked Peru.", [], ["Norway | attacks"]),
    # seats and who sits there
    ("The Élysée Palace praised Peru. Later the Élysée criticised Ann Ek.", ["Élysée Palace | criticises | Ann Ek"], []),
    ("The Kremlin attacked Peru.", ["Kremlin | attacks | Peru"], []),
    ("The pro-Norway camp won.", ["pro-Norway camp | supports | Norway"], []),
    ("The anti-Norway side won.", ['"The anti-Norway side" | opposes | Norway'], []),
]  # fmt: skip

DOCUMENTS = [
    # who sends, posts or issues words says them
    ("Ann Ek sent Acme Corp. a letter criticising Bo Lund.", ["Ann Ek | criticises | Bo Lund"], []),
    ("Norway issued a statement condemning Peru.", ["Norway | criticises | Peru"], ["statement condemning Peru | criticises"]),
    ("Norway published a letter criticising Peru.", [], ["Norway | criticises"]),
    ("Norway received a letter criticising Peru.", [], ["Norway | criticises"]),
    # purposes that are served at once, and votes that decide at once
    ("Ann Ek used her speech to thank Bo Lund.", ["Ann Ek | thanks | Bo Lund\n"], []),
    ("Ann Ek will use her speech to thank Bo Lund.", ["Ann Ek | thanks | Bo Lund [planned]"], []),
    ("Ann Ek saved money to buy Acme Corp.", ["Ann Ek | buys | Acme Corp. [planned]"], []),
    ("Norway voted to elect Ann Ek.", ["Norway | elects | Ann Ek\n"], []),
    ("Ann Ek served eight years as mayor.", ["Ann Ek | holds | Mayor (mayor-ann-ek)"], ["eight years\" | be_served"]),
    ("Norway voted to leave Acme Corp.", ["Norway | leaves | Acme Corp. [planned]"], []),
]  # fmt: skip

SHARED = [
    # what stands behind verbs in a row is done by each
    ("Norway will arrest and deport Bo Lund.", ["Norway | arrests | Bo Lund [planned]", "Norway | deport | Bo Lund [planned]"], []),
    ("The gunman shot and killed Bo Lund.", ["gunman | attacks | Bo Lund", "gunman | kills | Bo Lund"], []),
    ("Acme Corp designed, built and sold ships.", ['Acme Corp | creates | "ships"', 'Acme Corp | sells | "ships"'], []),
    ("Ann Ek sued Acme Corp and praised Bo Lund.", [], ["sues | Bo Lund"]),
    ("Ann Ek went and met Bo Lund.", ["Ann Ek | meets | Bo Lund"], ["go | Bo Lund"]),
    ("Ann Ek sued, wept and met Bo Lund.", [], ["Ann Ek | meets | Bo Lund [not]"]),
    ("The gunman was arrested and Ann Ek praised Bo Lund.", [], ["arrest | Bo Lund", "arrests"]),
    # nobody harms without harming somebody
    ("Ann Ek said ten miners were confirmed killed.", ['"ten miners" | be_killed'], ["| kill |"]),
    ("The men Bo Lund killed were sailors.", ["Bo Lund | kills"], ["be_killed"]),
]  # fmt: skip

WITHIN = [
    ("Two Norwegian cities, Bergen and Molde, were flooded.", ["Bergen | locatedIn | Norway", "Molde | locatedIn | Norway"], []),
    ("Norwegian towns such as Molde were flooded.", ["Molde | locatedIn | Norway"], []),
    ("Towns in Norway including Bergen and Molde were flooded.", ["Bergen | locatedIn | Norway", "Molde | locatedIn | Norway"], []),
    ("Workers in the Norwegian capital Oslo left.", ["Oslo | locatedIn | Norway"], []),
    ("The Norwegian city of Bergen and Peru signed a pact.", ["Bergen | locatedIn | Norway"], ["Peru | locatedIn"]),
    ("Other countries, including Norway and Peru, left.", [], ["locatedIn"]),
    ("Norwegian companies in Bergen and Lima were sued.", [], ["Lima | locatedIn"]),
]  # fmt: skip

PRIVATE = [
    ("A 47-year-old sailor met Ann Ek.", ['47-year-old sailor | age | "47"'], []),
    ("Bo Lund was angry at a 47-year-old sailor.", [], ["Bo Lund | age"]),
    ("The 70-year-old bridge fell.", [], ["| age |"]),
    ("Ann Ek died on Friday, aged 78.", ['Ann Ek | age | "78"'], []),
    ("Ann Ek died at the age of 78.", ['Ann Ek | age | "78"'], []),
    ("Ann Ek fell from a tree at the age of 6.", [], ["| age |"]),
    ("Bo Lund is a 47-year-old sailor.", ["Bo Lund | holds | Sailor (sailor-bo-lund)"], []),
    ("Ann Ek, a nurse from Bergen, met Bo Lund.", ["Ann Ek | livesIn | Bergen"], []),
    ("Ann Ek, a nurse from Peru, met Bo Lund.", ["Ann Ek | nationality | Peru"], ["livesIn"]),
    ("Ann Ek met nurses from Bergen and Molde.", [], ["livesIn"]),
    ("The mayor from Bergen met Bo Lund.", [], ["livesIn"]),
    ("Several sailors were wounded, including Bo Lund.", ["Bo Lund | be_wounded"], []),
    ("Peru's Supreme Court met.", ["Supreme Court | partOf | Peru"], ["locatedIn"]),
    ("Peru's Acme Bank met.", ["Acme Bank | locatedIn | Peru"], ["partOf"]),
]  # fmt: skip

#: Title lines; what stands below them is put there by the test.
HEADLINES = [
    ("Court rules against Acme Corp", ['"Court" | rulesOn | Acme Corp'], []),
    ("Police arrest Bo Lund", ['"Police" | arrests | Bo Lund'], ["| is |"]),
    ("Peace talks in Bergen", [], ["| talk |"]),
    ("PM to visit Rome", ["| visits | Rome [planned]"], ["visits | Rome\n"]),
    ("Ann Ek to lead Acme Corp", ["Ann Ek | leads | Acme Corp [planned]"], []),
    ("Plan to ban Acme Corp angers Bo Lund", [], ["Plan | bans"]),
    ("Oslo first in Norway to ban cars", [], ["Oslo | ban | \"cars\" [planned]"]),
    ("Mayor arrested over fraud", ["| be_arrested_over | \"fraud\""], []),
    ("Bo Lund jailed for fraud", ["Bo Lund | be_jailed_for | \"fraud\""], ["Bo Lund | jail"]),
    ("Ann Ek elected mayor of Arden", ["Ann Ek | holds | Mayor (mayor-arden)"], ["Ann Ek | elect |", "Ann Ek | elects"]),
    ("Bo Lund named Harbour Party leader", ["Bo Lund | holds | Leader"], ["Bo Lund | name"]),
    ("Bo Lund sued Acme Corp", ["Bo Lund | sues | Acme Corp"], []),
    ("Norway, Peru sign treaty", ["Norway | agreesWith | Peru", "Peru | signs"], ["locatedIn"]),
    ("Bergen, Norway hit by storm", ["Bergen | locatedIn | Norway"], ["Bergen | agreesWith"]),
    ("Three dead in Lisbon bus crash", ['"Lisbon bus crash" | kills | "Three"', "| occursIn | Lisbon"], ["Lisbon | crash"]),
    ("Residents angry at Arden council", ["Residents\" | is | \"angry at Arden council"], []),
]  # fmt: skip

UNREAL = [
    ("Ann Ek forgot to meet Bo Lund.", ["Ann Ek | meets | Bo Lund [not]"], []),
    ("Ann Ek remembered to meet Bo Lund.", ["Ann Ek | meets | Bo Lund\n"], []),
    ("Norway failed to reach an agreement with Peru.", ["Norway | agreesWith | Peru [not]"], []),
    ("Bo Lund had to leave Acme Corp.", ["Bo Lund | leaves | Acme Corp.\n"], []),
    ("Bo Lund has to leave Acme Corp.", ["Bo Lund | leaves | Acme Corp. [hypothetical]"], []),
    ("Ann Ek is to visit Peru.", ["Ann Ek | visits | Peru [planned]"], ["visits | Peru\n"]),
    ("Ann Ek is due to meet Bo Lund.", ["Ann Ek | meets | Bo Lund [planned]"], []),
    ("Ann Ek was to have met Bo Lund.", ["Ann Ek | meets | Bo Lund [planned]"], []),
    ("Norway called on Chile to leave Acme Corp.", ["Chile | leaves | Acme Corp. [hypothetical]"], ["Norway | leaves"]),
    ("It is unclear whether Norway attacked Peru.", ["Norway | attacks | Peru [possible]"], []),
    ("There is no evidence that Norway attacked Peru.", ["Norway | attacks | Peru [possible]"], []),
    ("There is evidence that Norway attacked Peru.", ["Norway | attacks | Peru\n"], []),
    ("In the film, Norway attacks Peru.", ["Norway | attacks | Peru [hypothetical]"], []),
    ("Norway attacked Peru in the war.", ["Norway | attacks | Peru\n"], []),
    ("Norway stopped supporting Peru.", ["Norway | supports | Peru [ended]"], []),
    ("Norway stopped Chile from supporting Peru.", ["Chile | supports | Peru [not]"], ["Norway | supports"]),
    ("Norway continued supporting Peru.", ["Norway | supports | Peru\n"], []),
    ("Bo Lund used to work for Acme Corp.", ["Bo Lund | employedBy | Acme Corp. [ended]"], []),
    ("Norway should open an embassy in Kampala.", ["locatedIn | Kampala [hypothetical]"], ["locatedIn | Kampala\n"]),
    ("Norway opened an embassy in Kampala.", ["locatedIn | Kampala\n"], []),
    ("No one was killed in the blast.", [], ["| kills |"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        *CLAUSES,
        *OPEN,
        *PEOPLES,
        *BEHIND_NOUNS,
        *BEFORE_NOUNS,
        *RESULTS,
        *CREDITS,
        *HYPHENED,
        *REALITY,
        *SPEECH,
        *STATIC,
        *PLACES,
        *EVENTS,
        *UNREAL,
        *ALIASES,
        *REFERENCE,
        *DOCUMENTS,
        *PRIVATE,
        *SHARED,
        *WITHIN,
    ],
    ids=lambda v: str(v)[:60],
)
def test_reading(text: str, there: list[str], absent: list[str]) -> None:
    read = "\n".join(facts(text)) + "\n"
    for wanted in there:
        assert wanted in read
    for unwanted in absent:
        assert unwanted not in read


@pytest.mark.parametrize(("title", "there", "absent"), HEADLINES, ids=lambda v: str(v)[:60])
def test_headlines(title: str, there: list[str], absent: list[str]) -> None:
    test_reading(f"{title}\n\nThe rest follows here.", there, absent)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In 2015, Norway started supporting Peru.", "Norway | supports | Peru [2015]"),
        ("Ann Ek met Bo Lund on Monday and praised Cy Dahl.", "Ann Ek | meets | Bo Lund [2024-05-06]"),
        ("Ann Ek said on Monday she met Bo Lund.", "Ann Ek | meets | Bo Lund [says Ann Ek]\n"),
        ("According to a report on Monday by Acme Corp, Ann Ek met Bo Lund.", "Ann Ek | meets | Bo Lund [says Acme Corp]\n"),
        ("According to a report on Monday by Acme Corp, Ann Ek met Bo Lund.", "met Bo Lund\" [2024-05-06]"),
        ("Ann Ek praised Bo Lund in a statement late yesterday.", "Ann Ek | praises | Bo Lund [2024-05-07]"),
        ("Ann Ek condemned the acts of last Monday.", "of last Monday\"\n"),
        ("Norway banned Acme Corp on Monday, with Ann Ek backing Bo Lund.", "Ann Ek | supports | Bo Lund [2024-05-06]"),
        ("On Monday Ann Ek met Bo Lund and Cy Dahl visited Peru.", "Cy Dahl | visits | Peru [in Peru] [2024-05-06]"),
        ("Ann Ek met Bo Lund on Monday and Cy Dahl left for Peru.", "Cy Dahl | leave_for | Peru\n"),
        ("Ann Ek visited Peru on Monday, where she met Bo Lund.", "Ann Ek | meets | Bo Lund [in Peru] [2024-05-06]"),
        ("Ann Ek visited Peru, which had invaded Chile, on Monday.", "Peru | attacks | Chile\n"),
        ("Ann Ek flew to Peru on Monday to meet Bo Lund.", "Ann Ek | meets | Bo Lund [in Peru] [2024-05-06]"),
        ("Ann Ek left Oslo on Monday after Norway attacked Peru.", "Norway | attacks | Peru\n"),
        ("Ann Ek praised Bo Lund when Norway attacked Peru on Monday.", "Ann Ek | praises | Bo Lund [2024-05-06]"),
        ("Ann Ek condemned the 3 May attack on Oslo.", "Ann Ek | criticises | \"the 3 May attack on Oslo\"\n"),
        ("Ann Ek is to resign on Friday, with Bo Lund succeeding her.", "Bo Lund | succeeds | Ann Ek [planned] [2024-05-10]"),
        ("In a statement issued on Monday, Ann Ek praised Bo Lund.", "Ann Ek | praises | Bo Lund [2024-05-06]"),
        ("In a report on the storm of 2010, Ann Ek praised Bo Lund.", "Ann Ek | praises | Bo Lund\n"),
        ("Ann Ek led Acme Corp while Bo Lund governed Norway from 2007 until 2011.", "Ann Ek | leads | Acme Corp [from 2007 until 2011]"),
        ("The gate has stood in Oslo since 2014, when Norway attacked Chile.", "Norway | attacks | Chile [2014]"),
        ("A wildfire in Voss on Monday killed Bo Lund.", "occursIn | Voss"),
        ("Monday's attack on Oslo killed Bo Lund.", "kills | Bo Lund [2024-05-06]"),
        ("Ann Ek was mayor of Oslo from 2008 to 2016.", "Ann Ek | holds | Mayor (mayor-oslo) [2008 to 2016]\n"),
        ("On Monday Ann Ek, mayor since 2010, met Bo Lund.", "Ann Ek | meets | Bo Lund [2024-05-06]\n"),
        ("On Monday mayor Ann Ek met Bo Lund.", "Ann Ek | holds | Mayor (mayor-ann-ek)\n"),
        ("The board voted on Monday to elect Ann Ek.", "board | elects | Ann Ek [2024-05-06]"),
        ("The board voted on Monday to leave Acme Corp.", "leaves | Acme Corp. [planned]\n"),
        ("Acme Corp issued a statement on Monday accusing Bo Lund of theft.", "Acme Corp | accuses | Bo Lund [2024-05-06]"),
        ("On Monday Ann Ek praised a report in which Bo Lund criticised Acme Corp.", "Bo Lund | criticises | Acme Corp.\n"),
        ("Monday was the 70th anniversary of Norway's attack on Peru.", "Norway | attacks | Peru [1954-05-06]"),
        ("Norway marked the fifth anniversary of Ann Ek's arrest on Monday.", "Ann Ek | arrest | \"Ann Ek's arrest\" [2019-05-06]"),
        ("Bo Lund was driving a bus in Oslo on Monday and hit Ann Ek.", "Bo Lund | hit | Ann Ek [in Oslo] [2024-05-06]"),
        ("Bo Lund was born in Oslo in 1940 and studied law.", "Bo Lund | study | \"law\"\n"),
        ("On Monday in Norway, Bo Lund was sentenced to a year by a court in Bergen.", "sentences | Bo Lund [in Bergen] [2024-05-06]"),
        ("A court in Oslo ruled against Bo Lund.", "[in Oslo]"),
        ("Rebels took control of Oslo and captured Bo Lund.", "captures | Bo Lund [in Oslo]"),
        ("Bo Lund was sent to Oslo. Here, Bo Lund met Ann Ek.", "Bo Lund | meets | Ann Ek [in Oslo]"),
        ("Monday's attack on Oslo was condemned by Bo Lund.", "criticises | \"Monday's attack on Oslo\"\n"),
    ],
)  # fmt: skip
def test_times_go_to_the_right_statement(text: str, wanted: str) -> None:
    assert wanted in "\n".join(facts(text, "2024-05-08")) + "\n"


def test_without_a_publication_date_no_date_is_invented() -> None:
    assert "Ann Ek | meets | Bo Lund [Monday]" in facts("Ann Ek met Bo Lund on Monday.")


def test_the_same_text_gives_the_same_facts_wherever_it_stands_in_a_run() -> None:
    text = "Ann Ek met Bo Lund in Oslo. She praised him."
    first = facts(text)
    facts.cache_clear()
    facts("Norway attacked Peru.")
    assert facts(text) == first
