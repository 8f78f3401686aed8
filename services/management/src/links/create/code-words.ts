/** Words for readable codes: easy to say and to spell, 256 in each list, so that a pair holds 16 bits. */
export const adjectives = words(
  `able agile airy alert amber ample apt arctic ashen azure balmy bold brave breezy brief bright brisk bronze bubbly busy calm
  candid carved cheery chief chilly civil classic clean clear clever cloudy coastal cobalt cool copper coral cosmic cosy crafty
  creamy crisp crystal curious daily dapper daring decent deep deft dewy distant dotted double downy dreamy dusky eager early
  earnest earthy eastern easy elated elegant epic equal even evening exact fabled fair famous fancy fast festive fiery fine firm
  first fluffy flying fond formal frank free fresh frosty full funny fuzzy gallant gentle giant gifted gilded giving glad glossy
  glowing golden good grand grassy great green happy hardy hazel hearty helpful hidden high honest hopeful humble icy ideal indigo
  inner ivory jade jaunty jolly jovial joyful keen kind large lasting leafy lemon light lilac linen lively local lofty loyal lucid
  lucky lunar magic maple marble mellow merry mighty mild minty misty modern modest mossy musical narrow native neat nimble noble
  noted novel olive open orange orderly outer pale patient pearly perfect placid plain playful plucky plum polar polite prime
  proud pure purple quaint quick quiet rapid rare ready regal rich ripe robust rosy round royal ruby rustic sandy scarlet scenic
  serene sharp shiny silent silken silver simple sincere sleek smart smooth snowy soft solar solid speedy spotted spring square
  stable starry steady stellar still stout sturdy subtle sunny super supple sure swift tall tame tender tidy tiny true trusty
  upbeat useful vast velvet violet vivid warm whole wide wild windy wise witty woolly worthy young zesty`,
);

export const nouns = words(
  `acorn alpaca anchor antler apple apricot arrow aspen atlas badger bamboo banjo barley basket bay beacon beaver beetle bell birch
  bison blossom bobcat bonsai bramble branch breeze bridge brook buffalo bugle cabin cactus camel canary candle canoe canyon
  caravan caribou carrot castle cedar cello cherry citrus cliff clover coast coconut comet compass condor cookie copse cottage
  cougar cove coyote crane creek cricket crocus curlew cypress dahlia daisy dawn deer delta desert dolphin donkey dove dragon drum
  dune eagle ember emu falcon feather fern ferry fiddle field finch fjord flute forest fox galaxy garden garnet gazelle gecko
  geyser ginger giraffe glacier glade gopher grape grove guitar gull harbour hare harp hawk heath hedge heron hickory hill hippo
  honey horizon iguana inlet iris island ivy jackal jaguar jasmine jay jigsaw juniper kayak kettle kite kiwi koala lagoon lake
  lantern lark laurel leaf lemur leopard lily lime linnet lion lizard llama lobster lotus lynx magpie mango marmot marsh meadow
  melon meteor mimosa mint mole moon moose moth nest newt oak oasis oboe ocean ocelot octopus orchard orchid oriole osprey otter
  owl oyster paddle palm panda pansy panther papaya parrot peach peacock pear pebble pelican penguin peony pepper petal piano
  pigeon pine planet plover poppy prairie puffin pumpkin quail quarry quartz quince rabbit raccoon rain rainbow raven reef river
  robin rocket rose rowan saddle saffron salmon seal shell shore sparrow spruce star stork stream summit sunrise swallow swan
  teapot thistle thrush tiger toucan trail tulip tundra turtle valley vine violin walnut walrus wave whale willow wombat wren yak
  zebra zephyr`,
);

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
