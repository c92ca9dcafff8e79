# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The hot loops of the analysis in C: `analyzers.restore.beam` and `.channel` and `analyzers.bodies.resemblance`
say what they compute.

Built where a C compiler is found when the package is installed; without it the same results come from
Python and numpy, several times slower.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport INFINITY, exp

cdef enum:
    WIDEST = 64  # the widest beam
    # in `seconds`: an option that is one word for one unit, or one word for two units
    NONE = -1
    JOINED = -2

WIDEST_BEAM = WIDEST
VERSION = 2  # raised with every change of what a function takes or gives; `analyzers.native` asks for it


cdef struct State:
    int before
    int word
    long long start
    long long end
    double back


cdef struct Step:
    double cost
    int path
    int unit
    int option
    int last
    int word


cdef struct Path:
    double cost
    State state
    int before
    int unit
    int option


cdef struct Pending:
    int size
    Step steps[WIDEST]


cdef class Scorer:
    """The language model as flat arrays; `LanguageModel` says what they hold."""

    cdef const long long[::1] starts
    cdef const long long[::1] tails
    cdef const unsigned short[::1] bigram_words
    cdef const unsigned char[::1] bigram
    cdef const unsigned char[::1] bigram_back
    cdef const unsigned short[::1] trigram_words
    cdef const unsigned char[::1] trigram
    cdef const unsigned char[::1] unigram
    cdef const unsigned char[::1] back
    cdef const double[::1] scale

    def __init__(
        self, starts, tails, bigram_words, bigram, bigram_back, trigram_words, trigram, unigram, back, scale
    ):
        self.starts, self.tails = starts, tails
        self.bigram_words, self.bigram, self.bigram_back = bigram_words, bigram, bigram_back
        self.trigram_words, self.trigram = trigram_words, trigram
        self.unigram, self.back, self.scale = unigram, back, scale

    cdef State alone(self, int word) noexcept nogil:
        cdef State state
        state.before, state.word, state.start, state.end, state.back = NONE, word, 0, 0, 0.0
        return state

    cdef State after(self, int before, int word) noexcept nogil:
        cdef State state
        cdef long long place = find(self.bigram_words, self.starts[before], self.starts[before + 1], word)
        if place < 0:
            return self.alone(word)
        state.start = self.tails[place - 1] if place else 0
        state.end = self.tails[place]
        if state.start == state.end:
            return self.alone(word)
        state.before, state.word = before, word
        state.back = self.scale[self.bigram_back[place]]
        return state

    cdef double cost(self, State* state, int word) noexcept nogil:
        cdef double found = self.after_two(state, word)
        return found if found >= 0 else state.back + self.after_one(state.word, word)

    cdef double after_two(self, State* state, int word) noexcept nogil:
        """The cost of `word` after both words of a state; -1 where they were not seen together."""
        cdef long long place = -1
        if state.start < state.end:
            place = find(self.trigram_words, state.start, state.end, word)
        return self.scale[self.trigram[place]] if place >= 0 else -1.0

    cdef double after_one(self, int last, int word) noexcept nogil:
        cdef long long place = find(self.bigram_words, self.starts[last], self.starts[last + 1], word)
        if place >= 0:
            return self.scale[self.bigram[place]]
        return self.scale[self.back[last]] + self.scale[self.unigram[word]]


cdef long long find(const unsigned short[::1] words, long long low, long long high, int word) noexcept nogil:
    """The place of `word` in the sorted `words[low:high]`, or -1."""
    cdef long long end = high, middle
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low if low < end and words[low] == word else -1


cdef void keep(Pending* pending, int beam, Step step) noexcept nogil:
    """Keeps the cheapest step to each pair of last words, and of these the `beam` cheapest, in order."""
    cdef int at = pending.size, place
    cdef Step* steps = pending.steps
    if at == beam and step.cost >= steps[at - 1].cost:
        return
    for place in range(pending.size):
        if steps[place].word == step.word and steps[place].last == step.last:
            if steps[place].cost <= step.cost:
                return
            at = place
            break
    if at == beam:
        at -= 1
    elif at == pending.size:
        pending.size += 1
    while at > 0 and steps[at - 1].cost > step.cost:
        steps[at] = steps[at - 1]
        at -= 1
    steps[at] = step


cdef double horizon(Pending* pending, int beam, double margin) noexcept nogil:
    """Steps that cost more than this do not survive."""
    if not pending.size:
        return INFINITY
    if pending.size == beam and pending.steps[beam - 1].cost < pending.steps[0].cost + margin:
        return pending.steps[beam - 1].cost
    return pending.steps[0].cost + margin


cdef int survive(
    Scorer scorer, Pending* pending, int mark, double margin, Path* live
) noexcept nogil:
    """The pending steps as paths, with the punctuation that stands behind them; how many there are."""
    cdef int size = 0, place, known
    cdef double cost, limit
    cdef State state
    cdef Step* step
    if not pending.size:
        return 0
    limit = pending.steps[0].cost + margin
    for place in range(pending.size):
        step = &pending.steps[place]
        cost = step.cost
        if cost > limit:
            break
        state = scorer.after(step.last, step.word)
        if mark != NONE:
            cost += scorer.cost(&state, mark)
            state = scorer.after(step.word, mark)
        known = 0
        while known < size and not (
            live[known].state.word == state.word and live[known].state.before == state.before
        ):
            known += 1
        if known < size and live[known].cost <= cost:
            continue
        if known == size:
            size += 1
        live[known].cost, live[known].state = cost, state
        live[known].before, live[known].unit, live[known].option = step.path, step.unit, step.option
    return size


cdef double confidence(
    Scorer scorer, State* state, const int[::1] starts, const int[::1] words, const int[::1] seconds,
    const double[::1] costs, const int[::1] surfaces, int unit, int option, int following,
) noexcept nogil:
    """The share of an option among those of its unit, with the words around it as they are; -1: unknown."""
    cdef double total = 0.0, chosen = 0.0, cost, weight
    cdef int other
    cdef State single
    if seconds[option] != NONE:
        return -1.0
    if starts[unit + 1] - starts[unit] == 1:
        return 1.0
    for other in range(starts[unit], starts[unit + 1]):
        if seconds[other] == JOINED:
            break
        if seconds[other] != NONE:
            return -1.0
        cost = scorer.cost(state, words[other]) + costs[other]
        if following != NONE:
            single = scorer.alone(words[other])
            cost += scorer.cost(&single, following)
        weight = exp(-cost)
        total += weight
        if surfaces[other] == surfaces[option]:
            chosen += weight
    return chosen / total if total > 0 else -1.0


def best_path(
    Scorer scorer, const int[::1] starts, const int[::1] words, const int[::1] seconds,
    const double[::1] costs, const int[::1] surfaces, const int[::1] marks, int begin, int beam, double margin,
):
    """The cheapest choice of options for all units, as (unit, option, confidence) in order.

    The options of unit `u` are `starts[u]:starts[u + 1]`: first those of one word, by rising `costs`, then
    those of two words (`seconds` is the second), then those that join it with the next unit (`seconds` is
    -2). `surfaces[o]` is equal for options of a unit that are written alike. `marks[u]` is the word of the
    mark behind a unit or -1; `begin` the word before the first unit. A confidence of -1 is unknown.
    Raises MemoryError.
    """
    cdef int units = len(marks), at, place, option, size, last, first, widest = 1
    cdef double spent, cost, bound
    cdef double* row
    cdef double* known
    cdef double* known_of[WIDEST]
    cdef Step step
    cdef State state
    if not 0 < beam <= WIDEST:
        raise ValueError("beam")
    cdef Path* paths = <Path*> PyMem_Malloc((units + 1) * beam * sizeof(Path))
    cdef int* sizes = <int*> PyMem_Malloc((units + 1) * sizeof(int))
    cdef Pending* pending = <Pending*> PyMem_Malloc(3 * sizeof(Pending))
    for at in range(units):
        widest = max(widest, starts[at + 1] - starts[at])
    known = <double*> PyMem_Malloc(beam * widest * sizeof(double))
    try:
        if not paths or not sizes or not pending or not known:
            raise MemoryError
        for at in range(3):
            pending[at].size = 0
        paths[0].cost, paths[0].state = 0.0, scorer.alone(begin)
        paths[0].before, paths[0].unit, paths[0].option = NONE, NONE, NONE
        sizes[0] = 1
        with nogil:
            for at in range(units):
                if at:
                    sizes[at] = survive(scorer, &pending[at % 3], marks[at - 1], margin, &paths[at * beam])
                pending[at % 3].size = 0
                for place in range(sizes[at]):
                    spent, state = paths[at * beam + place].cost, paths[at * beam + place].state
                    step.path, step.unit, step.last = at * beam + place, at, state.word
                    row = known + place * widest
                    for size in range(place):
                        if paths[at * beam + size].state.word == state.word:
                            row = known_of[size]
                            break
                    else:
                        for size in range(starts[at + 1] - starts[at]):
                            row[size] = -1.0
                    known_of[place] = row
                    for option in range(starts[at], starts[at + 1]):
                        if seconds[option] != NONE:
                            break
                        bound = horizon(&pending[(at + 1) % 3], beam, margin)
                        if spent + costs[option] > bound:
                            break
                        step.option, step.word = option, words[option]
                        cost = scorer.after_two(&state, step.word)
                        if cost < 0:
                            size = option - starts[at]
                            if row[size] < 0:
                                row[size] = scorer.after_one(state.word, step.word)
                            cost = state.back + row[size]
                        step.cost = spent + (cost + costs[option])
                        keep(&pending[(at + 1) % 3], beam, step)
                for option in range(starts[at], starts[at + 1]):
                    if seconds[option] == NONE:
                        continue
                    step.unit, step.option = at, option
                    for place in range(sizes[at]):
                        step.path = at * beam + place
                        state = paths[step.path].state
                        step.last, step.word = state.word, words[option]
                        step.cost = paths[step.path].cost + costs[option] + scorer.cost(&state, step.word)
                        if seconds[option] == JOINED:
                            keep(&pending[(at + 2) % 3], beam, step)
                        else:
                            state = scorer.after(step.last, step.word)
                            step.last, step.word = step.word, seconds[option]
                            step.cost += scorer.cost(&state, step.word)
                            keep(&pending[(at + 1) % 3], beam, step)
            sizes[units] = survive(
                scorer, &pending[units % 3], marks[units - 1], margin, &paths[units * beam]
            )
        place = units * beam
        for option in range(units * beam + 1, units * beam + sizes[units]):
            if paths[option].cost < paths[place].cost:
                place = option
        found = []
        last = NONE
        while paths[place].before != NONE:
            at, option = paths[place].unit, paths[place].option
            size = at + (seconds[option] == JOINED)
            if marks[size] != NONE:
                last = marks[size]
            first = paths[place].before
            cost = confidence(
                scorer, &paths[first].state, starts, words, seconds, costs, surfaces, at, option, last
            )
            found.append((at, option, cost))
            last, place = words[option], first
        found.reverse()
        return found
    finally:
        PyMem_Free(paths)
        PyMem_Free(sizes)
        PyMem_Free(pending)
        PyMem_Free(known)


def suffix_costs(
    const unsigned char[:, ::1] codes, const int[::1] lengths, const float[:, ::1] lost, list ones, list twos,
    list joins, list extras, float[:, ::1] found,
):
    """The costs from each form to each of the first suffixes of what was read, into the rows of `found`.

    `codes`, `lengths` and `lost` are those of `channel._Forms` and `channel._Table`. For each read letter:
    `ones` the cost of each clean letter read as it, `twos` as it and the next (None for the last letter),
    `joins` of each pair of clean letters read as it (or None), `extras` of reading it where nothing is.
    Raises MemoryError.
    """
    cdef Py_ssize_t width = codes.shape[0], forms = codes.shape[1], letters = len(ones), at, column
    cdef const float[::1] one, two, joined
    cdef const float* rest = &lost[0, 0]
    cdef const float* skipped = NULL
    cdef float* new
    cdef float* rows = <float*> PyMem_Malloc(3 * (width + 1) * forms * sizeof(float))
    if not rows:
        raise MemoryError
    try:
        for at in range(letters - 1, -1, -1):
            one, two, joined = ones[at], twos[at], joins[at]
            new = rows + (at % 3) * (width + 1) * forms
            prepend(
                codes, &lost[0, 0], rest, skipped, &one[0], &two[0] if skipped else NULL,
                &joined[0] if joined is not None else NULL, <int> one.shape[0], extras[at], new,
            )
            if at < found.shape[0]:
                for column in range(forms):
                    found[at, column] = new[lengths[column] * forms + column]
            skipped, rest = rest, new
    finally:
        PyMem_Free(rows)


cdef void prepend(
    const unsigned char[:, ::1] codes, const float* lost, const float* rest, const float* skipped,
    const float* one, const float* two, const float* joined, int size, float extra, float* new,
) noexcept nogil:
    """Costs to `x + rest` from those to `rest` (and to `skipped`, the rest without its first letter)."""
    cdef Py_ssize_t width = codes.shape[0], forms = codes.shape[1], row, column, at, below
    cdef float cost, other
    for column in range(forms):
        new[column] = rest[column] + extra
    for row in range(1, width + 1):
        for column in range(forms):
            at = row * forms + column
            below = at - forms
            cost = rest[at] + extra
            other = rest[below] + one[codes[row - 1, column]]
            cost = other if other < cost else cost
            if two:
                other = skipped[below] + two[codes[row - 1, column]]
                cost = other if other < cost else cost
            if joined and row > 1:
                other = rest[below - forms] + joined[codes[row - 1, column] * size + codes[row - 2, column]]
                cost = other if other < cost else cost
            other = (new[below] - lost[below]) + lost[at]
            new[at] = other if other < cost else cost


def cheapest_cut(
    const float[::1] onsets, const float[::1] rhymes, const long long[::1] order,
    const long long[::1] onset_ends, const long long[::1] rhyme_of, float window, float least, float[::1] total,
):
    """Lowers `total` to the cost of each syllable by one cut into onset and rhyme; the new minimum.

    `order` lists the syllables by their onset, `onset_ends` where each onset ends there. `least` is the
    minimum of `total`; onsets that cannot come within `window` of it are left out.
    """
    cdef Py_ssize_t onset, place, begin = 0, syllable
    cdef float cost, shortest = <float> INFINITY
    with nogil:
        for place in range(rhymes.shape[0]):
            shortest = rhymes[place] if rhymes[place] < shortest else shortest
        for onset in range(onsets.shape[0]):
            if onsets[onset] + shortest <= least + window:
                for place in range(begin, onset_ends[onset]):
                    syllable = order[place]
                    cost = onsets[onset] + rhymes[rhyme_of[syllable]]
                    if cost < total[syllable]:
                        total[syllable] = cost
                        least = cost if cost < least else least
            begin = onset_ends[onset]
    return least


cdef enum:
    MANY = 256  # the most readings of a word


cdef struct Near:
    float rank
    int place


cdef int put(Near* near, int size, int most, float rank, int place) noexcept nogil:
    """Puts a place among the `most` that rank lowest, in order; how many there are then."""
    cdef int at
    if size == most:
        if rank >= near[size - 1].rank:
            return size
        size -= 1
    at = size
    while at > 0 and near[at - 1].rank > rank:
        near[at] = near[at - 1]
        at -= 1
    near[at].rank, near[at].place = rank, place
    return size + 1


def nearest(
    const float[::1] costs, const float[::1] rare, double window, int most, int most_strange, double strange
):
    """The places of all costs within `window` of the least and those costs, by rising cost.

    Of more than `most` (`most_strange` where the least cost reaches `strange`) only those stay whose
    cost and rarity together are lowest. Raises ValueError where more than 256 are wanted.
    """
    cdef Py_ssize_t size = costs.shape[0], place
    cdef int found = 0, sorted_ = 0
    cdef float least = <float> INFINITY, limit
    cdef Near[MANY] near
    cdef Near[MANY] by_cost
    if max(most, most_strange) > MANY:
        raise ValueError("most")
    with nogil:
        for place in range(size):
            least = costs[place] if costs[place] < least else least
        limit = <float> (least + window)
        if least >= strange:
            most = most_strange
        for place in range(size):
            if costs[place] < limit:
                found = put(near, found, most, costs[place] + rare[place], <int> place)
        for place in range(found):
            sorted_ = put(by_cost, sorted_, most, costs[near[place].place], near[place].place)
    return [by_cost[place].place for place in range(found)], [by_cost[place].rank for place in range(found)]


cdef enum:
    LONGEST = 256  # the longest word of `weighted_distance`


def weighted_distance(
    str printed, str name, double allowed, const unsigned char[:, ::1] cheap, double substitution, double insertion
):
    """`analyzers.bodies.resemblance._distance`; `cheap[a, b]` tells of letters below 128 that look alike.

    Raises ValueError for a name of 256 letters or more.
    """
    cdef int width = len(name), length = len(printed), band = <int> (allowed / insertion) + 1
    cdef int at, column, low, high
    cdef double far = length + width, diagonal, above, best, extra, missing, nearest
    cdef double[LONGEST] row
    cdef double[LONGEST] more
    cdef Py_UCS4 letter, wanted
    if width >= LONGEST:
        raise ValueError("name")
    for column in range(width + 1):
        row[column] = insertion * column
    for column in range(1, width + 1):
        more[column] = insertion if name[column - 1] in "aeoui" else 0.9
    for at in range(1, length + 1):
        letter = printed[at - 1]
        low, high = max(1, at - band), min(width, at + band)
        diagonal = row[low - 1]
        row[low - 1] = insertion * at if low == 1 else far
        if high > at - 1 + band:
            row[high] = far
        missing = insertion if letter in "aeoui" else 0.9
        nearest = row[low - 1]
        for column in range(low, high + 1):
            wanted = name[column - 1]
            above = row[column]
            best = diagonal
            if letter != wanted:
                best += substitution if letter < 128 and wanted < 128 and cheap[letter, wanted] else 1.0
            if above + missing < best:
                best = above + missing
            extra = row[column - 1] + more[column]
            if extra < best:
                best = extra
            diagonal = above
            row[column] = best
            if best < nearest:
                nearest = best
        if nearest > allowed:
            return far
    return row[width]
