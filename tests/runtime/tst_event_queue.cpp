#include <QtTest>

#include "core/runtime/heap_queue.h"
#include "core/runtime/random.h"
#include "core/runtime/scheduler.h"
#include "core/runtime/timer_wheel.h"
#include "tests/support/run_tests.h"

#include <deque>
#include <optional>
#include <vector>

using namespace stampede;

namespace {

constexpr std::int64_t window = 256;
constexpr std::int64_t fine_block = std::int64_t{1} << 20;
constexpr std::int64_t epoch = std::int64_t{1} << 32;
constexpr std::int64_t far_block = std::int64_t{1} << 44;

/// Does everything to a wheel and to the heap that it is held against, with an operation in each. Operations
/// are known by number.
class Twins {
public:
    ~Twins()
    {
        for (Pair& p : pairs_) drop(p);
    }

    Instant last() const { return last_; }
    bool scheduled(std::size_t n) const { return pairs_[n].in_heap.ticket != 0; }
    std::size_t count() const { return pairs_.size(); }

    std::size_t push(Instant at)
    {
        Pair& p = pairs_.emplace_back(idle_, pairs_.size());
        p.in_wheel.at = p.in_heap.at = at;
        wheel_.push(p.in_wheel);
        heap_.push(p.in_heap);
        return pairs_.size() - 1;
    }
    std::size_t push(std::int64_t at) { return push(Instant(Duration(at))); }

    void cancel(std::size_t n) { drop(pairs_[n]); }

    /// A new operation takes the place of n, if n is scheduled.
    std::size_t replace(std::size_t n)
    {
        Pair& with = pairs_.emplace_back(idle_, pairs_.size());
        Pair& old = pairs_[n];
        with.in_wheel.at = with.in_heap.at = old.in_heap.at;
        wheel_.replace(old.in_wheel, with.in_wheel);
        heap_.replace(old.in_heap, with.in_heap);
        return pairs_.size() - 1;
    }

    /// Pops from both. Nothing if there is nothing due; std::nullopt in `same` when they disagree.
    struct Popped {
        bool same;
        std::optional<std::size_t> number;
    };
    Popped pop(Instant until)
    {
        const auto from_wheel = number(wheel_.pop(until));
        const auto from_heap = number(heap_.pop(until));
        if (from_heap) last_ = pairs_[*from_heap].in_heap.at;
        if (from_wheel && pairs_[*from_wheel].in_wheel.ticket != 0) return {false, from_wheel};
        return {from_wheel == from_heap, from_wheel};
    }

    /// Pops everything; gives the numbers in order, or nothing when the queues disagree.
    std::vector<std::size_t> drain(Instant until = never)
    {
        std::vector<std::size_t> order;
        for (;;) {
            const Popped p = pop(until);
            if (!p.same) return {};
            if (!p.number) return order;
            order.push_back(*p.number);
        }
    }

    /// After pop(until) found nothing: whoever sleeps until `next` neither wakes for nothing forever nor
    /// misses a thing.
    bool nextIsRight(Instant until) const
    {
        if (heap_.next() == never) return wheel_.next() == never;
        return wheel_.next() <= heap_.next() && wheel_.next() > until;
    }

private:
    struct Numbered : Operation {
        std::size_t number;
        Numbered(Scheduler& s, std::size_t n) : Operation(s), number(n) {}
    };
    struct Pair {
        Numbered in_wheel, in_heap;
        Pair(Scheduler& s, std::size_t n) : in_wheel(s, n), in_heap(s, n) {}
    };

    void drop(Pair& p)
    {
        wheel_.cancel(p.in_wheel);
        heap_.cancel(p.in_heap);
    }

    static std::optional<std::size_t> number(const Operation* o)
    {
        if (!o) return {};
        return static_cast<const Numbered*>(o)->number;
    }

    Scheduler idle_;  // operations need one; its queue stays empty
    std::deque<Pair> pairs_;
    TimerWheel wheel_;
    HeapQueue heap_;
    Instant last_{};
};

/// What a random schedule is made of: delays below 2^bits, with bits drawn from 0 to `bits`, every so often
/// one of `favourites`; how full the queue gets; and how much is cancelled.
struct Shape {
    unsigned bits;
    std::size_t pending;
    unsigned percent_cancelled;
    bool steps;  ///< pops up to a time of its own, as a live world does
};

Duration random_delay(Random& random, const Shape& shape)
{
    static constexpr std::int64_t favourites[] = {0,       1,          window - 1, window,
                                                  300'000, fine_block, 50'000'000, epoch};
    if (random.below(3) == 0) return Duration(favourites[random.below(std::size(favourites))]);
    const unsigned bits = random.below(shape.bits + 1);
    return Duration(static_cast<std::int64_t>(random.bits() & ((std::uint64_t{1} << bits) - 1)));
}

}  // namespace

Q_DECLARE_METATYPE(Shape)

class tst_EventQueue : public QObject {
    Q_OBJECT

private slots:
    void wheelAndHeapAgreeOnRandomSchedules_data();
    void wheelAndHeapAgreeOnRandomSchedules();
    void equalInstantsComeOutAsTheyWentIn();
    void equalInstantsKeepTheirOrderWhenEnteredFromFarAndNear();
    void equalInstantsKeepTheirOrderWhenTheHeapHandsOver();
    void theInstantBeingProcessedTakesMore();
    void aStepThatFindsNothingLeavesRoomForEarlierEvents();
    void cancelledOperationsNeverComeOut();
    void aReplacedOperationKeepsThePlaceInLine();
    void distantInstantsComeInOrder();
    void popStopsAtUntil();
    void aQueueAfterAnotherStartsEmpty();
};

void tst_EventQueue::wheelAndHeapAgreeOnRandomSchedules_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::newRow("a handful, near") << Shape{12, 8, 0, false};
    QTest::newRow("a handful, steps") << Shape{24, 8, 10, true};
    QTest::newRow("around the hand-over") << Shape{22, 300, 5, false};
    QTest::newRow("around the hand-over, steps") << Shape{30, 300, 5, true};
    QTest::newRow("many, one window") << Shape{8, 2'000, 5, false};
    QTest::newRow("many, milliseconds") << Shape{24, 2'000, 5, false};
    QTest::newRow("many, seconds, steps") << Shape{34, 2'000, 20, true};
    QTest::newRow("many, half cancelled") << Shape{28, 1'000, 50, true};
    QTest::newRow("days and years") << Shape{60, 500, 10, true};
}

void tst_EventQueue::wheelAndHeapAgreeOnRandomSchedules()
{
    QFETCH(Shape, shape);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        Random random(seed, Stream::network);
        Twins queue;
        std::size_t pending = 0;
        for (int step = 0; step < 30'000; ++step) {
            // Fills up to the shape's size, empties to a tenth of it, and again.
            const bool filling = (step / 5'000) % 2 == 0;
            const Instant from = std::max(queue.last(), Instant{});
            const Duration delay = random_delay(random, shape);
            if (pending < shape.pending && random.below(100) < (filling ? 70 : 30) && from < never - delay) {
                const std::size_t n = queue.push(from + delay);
                ++pending;
                if (random.below(100) < shape.percent_cancelled) {
                    // Half of those at once, the others in the person of an older one.
                    const std::size_t victim =
                        random.below(2) ? n : random.below(static_cast<std::uint32_t>(n + 1));
                    if (queue.scheduled(victim)) --pending;
                    queue.cancel(victim);
                }
                if (random.below(16) == 0) queue.replace(n);
                continue;
            }
            const Instant until = shape.steps ? from + delay / (1 << random.below(20)) : never;
            const Twins::Popped popped = queue.pop(until);
            QVERIFY2(popped.same, qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(step)));
            if (popped.number)
                --pending;
            else
                QVERIFY2(queue.nextIsRight(until),
                         qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(step)));
        }
        QCOMPARE(queue.drain().size(), pending);
    }
}

void tst_EventQueue::equalInstantsComeOutAsTheyWentIn()
{
    for (std::size_t count : {3u, 200u, 1'000u}) {
        Twins queue;
        std::vector<std::size_t> entered;
        for (std::size_t i = 0; i < count; ++i) entered.push_back(queue.push(5'000'000));
        QCOMPARE(queue.drain(), entered);
    }
}

// The same instant, entered from ever closer: first into a coarse slot, then into a fine one, then into the
// window that is open, then at the instant itself.
void tst_EventQueue::equalInstantsKeepTheirOrderWhenEnteredFromFarAndNear()
{
    Twins queue;
    const std::int64_t there = 3 * epoch + 5 * fine_block + 1'000 * window + 77;
    std::vector<std::size_t> crowd;
    for (int i = 0; i < 1'000; ++i) crowd.push_back(queue.push(there + 10 * fine_block));
    std::vector<std::size_t> entered;
    for (std::int64_t before : {3 * epoch, epoch, 2 * fine_block, fine_block, 3 * window, window,
                                std::int64_t{70}, std::int64_t{1}}) {
        const std::size_t step = queue.push(there - before);
        QCOMPARE(queue.pop(never).number, step);
        entered.push_back(queue.push(there));
        entered.push_back(queue.push(there));
    }
    QCOMPARE(queue.pop(never).number, entered.front());
    entered.push_back(queue.push(there));
    entered.erase(entered.begin());
    entered.insert(entered.end(), crowd.begin(), crowd.end());
    QCOMPARE(queue.drain(), entered);
}

// At one instant a few hundred events, of which some have been popped: those left in the heap go to the wheel
// when it gets too full, and still come before those entered since.
void tst_EventQueue::equalInstantsKeepTheirOrderWhenTheHeapHandsOver()
{
    Twins queue;
    std::vector<std::size_t> entered;
    for (int i = 0; i < 200; ++i) entered.push_back(queue.push(1'000'000));
    QCOMPARE(queue.pop(never).number, entered[0]);
    entered.push_back(queue.push(1'000'000));
    for (int i = 0; i < 200; ++i) entered.push_back(queue.push(1'000'100 + i));
    entered.erase(entered.begin());
    QCOMPARE(queue.drain(), entered);
}

void tst_EventQueue::theInstantBeingProcessedTakesMore()
{
    Twins queue;
    queue.push(40);
    const std::size_t later = queue.push(41);
    QVERIFY(queue.pop(never).number);
    for (int round = 0; round < 5'000; ++round) {
        const std::size_t first = queue.push(40);
        const std::size_t second = queue.push(40);
        QCOMPARE(queue.pop(never).number, first);
        QCOMPARE(queue.pop(never).number, second);
    }
    QCOMPARE(queue.pop(never).number, later);
}

// A live world asks up to the present and finds nothing; what arrives next may be due before what was looked
// at.
void tst_EventQueue::aStepThatFindsNothingLeavesRoomForEarlierEvents()
{
    for (std::int64_t due : {5'000ll, 40'000'000ll, 30'000'000'000ll, 100'000'000'000'000ll}) {
        Twins queue;
        std::vector<std::size_t> crowd;
        for (int i = 0; i < 400; ++i) crowd.push_back(queue.push(due + i));
        QVERIFY(!queue.pop(Instant(Duration(due - 1))).number);
        QVERIFY(queue.nextIsRight(Instant(Duration(due - 1))));
        const std::size_t second = queue.push(due / 2);
        const std::size_t first = queue.push(due / 4);
        const std::size_t third = queue.push(due - 1);
        const std::size_t same = queue.push(due);
        QCOMPARE(queue.pop(never).number, first);
        QCOMPARE(queue.pop(never).number, second);
        QCOMPARE(queue.pop(never).number, third);
        crowd.insert(crowd.begin() + 1, same);
        QCOMPARE(queue.drain(), crowd);
    }
}

void tst_EventQueue::cancelledOperationsNeverComeOut()
{
    Twins queue;
    std::vector<std::size_t> kept;
    for (int i = 0; i < 3'000; ++i) {
        const std::size_t n = queue.push(i * 1'000);
        if (i % 3 == 0)
            queue.cancel(n);
        else
            kept.push_back(n);
    }
    queue.cancel(kept.front());
    queue.cancel(kept.front());
    kept.erase(kept.begin());
    QCOMPARE(queue.drain(), kept);
}

void tst_EventQueue::aReplacedOperationKeepsThePlaceInLine()
{
    Twins queue;
    const std::size_t a = queue.push(100);
    const std::size_t b = queue.push(100);
    const std::size_t c = queue.push(100);
    const std::size_t with = queue.replace(b);
    QVERIFY(!queue.scheduled(b));
    QCOMPARE(queue.drain(), (std::vector<std::size_t>{a, with, c}));
    // One that is not in the queue has no place to give.
    const std::size_t nobody = queue.replace(a);
    QVERIFY(!queue.scheduled(nobody));
    QVERIFY(queue.drain().empty());
}

void tst_EventQueue::distantInstantsComeInOrder()
{
    Twins queue;
    std::vector<std::size_t> entered;
    std::int64_t at = 1;
    for (int i = 0; i < 400; ++i) entered.push_back(queue.push(at += 3));
    for (std::int64_t step : {window, fine_block, epoch, far_block, 7 * far_block})
        for (int i = 0; i < 10; ++i) entered.push_back(queue.push(at += step));
    entered.push_back(queue.push(never));
    entered.push_back(queue.push(never));
    QCOMPARE(queue.drain(), entered);
}

void tst_EventQueue::popStopsAtUntil()
{
    Twins queue;
    std::vector<std::size_t> entered;
    for (int i = 0; i < 1'000; ++i) entered.push_back(queue.push(i * 100));
    QCOMPARE(queue.drain(Instant(Duration(49'999))).size(), std::size_t(500));
    QVERIFY(!queue.pop(Instant(Duration(49'999))).number);
    QCOMPARE(queue.pop(Instant(Duration(50'000))).number, entered[500]);
    QCOMPARE(queue.drain().size(), std::size_t(499));
}

// Memory is handed on from queue to queue: nothing of what was in one may show up in the next.
void tst_EventQueue::aQueueAfterAnotherStartsEmpty()
{
    Scheduler idle;
    for (int count : {1, 10, 2'000, 10, 2'000}) {
        std::deque<Operation> operations;
        for (int i = 0; i < count; ++i) operations.emplace_back(idle);
        {
            TimerWheel abandoned;
            for (int i = 0; i < count; ++i) {
                operations[i].at = Instant(Duration(i * epoch / 100));
                abandoned.push(operations[i]);
            }
            QCOMPARE(abandoned.pop(never), &operations[0]);
            abandoned.push(operations[0]);
            for (Operation& o : operations) abandoned.cancel(o);
        }
        TimerWheel queue;
        QVERIFY(queue.next() == never);
        QVERIFY(!queue.pop(never));
        for (Operation& o : operations) queue.push(o);
        for (Operation& o : operations) QCOMPARE(queue.pop(never), &o);
        QVERIFY(!queue.pop(never));
    }
}

STAMPEDE_TESTS(tst_EventQueue, an_event_loop)
#include "tst_event_queue.moc"
