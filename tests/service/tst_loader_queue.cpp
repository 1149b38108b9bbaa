#include <QtTest>

#include "core/service/loader_queue.h"
#include "tests/support/run_tests.h"

using namespace stampede;

/// Which loader is next, without a thread.
class tst_LoaderQueue : public QObject {
    Q_OBJECT

private:
    static void add(LoaderQueue& queue, std::uint32_t key)
    {
        auto job = std::make_unique<LoaderJob>();
        job->key = key;
        queue.add(std::move(job));
    }
    static std::uint32_t start(LoaderQueue& queue) { return queue.may_start_one() ? queue.start()->key : 0; }

private slots:
    void atMostSoManyRunAtOnce()
    {
        LoaderQueue queue(2);
        for (std::uint32_t key : {1, 2, 3}) add(queue, key);
        QCOMPARE(start(queue), 1u);
        QCOMPARE(start(queue), 2u);
        QVERIFY(!queue.may_start_one());
        queue.ended();
        QCOMPARE(start(queue), 3u);
    }

    void whatALoaderWaitsForGoesFirstAndTakesItsPlace()
    {
        LoaderQueue queue(1);
        for (std::uint32_t key : {1, 2, 3}) add(queue, key);
        QCOMPARE(start(queue), 1u);
        queue.leave();
        QVERIFY(!queue.may_start_one());  // else the waiting ones would be more and more
        queue.want(3);
        QCOMPARE(start(queue), 3u);
    }

    void whatIsAddedLaterGoesFirstTooWhileItIsWanted()
    {
        LoaderQueue queue(1);
        add(queue, 1);
        QCOMPARE(start(queue), 1u);
        queue.leave();
        queue.want(7);
        queue.want(7);
        queue.unwant(7);
        add(queue, 2);
        add(queue, 7);
        QCOMPARE(start(queue), 7u);
        queue.ended();
        queue.unwant(7);
        add(queue, 7);
        QVERIFY(!queue.may_start_one());
    }

    void whoComesBackGoesOnBeforeOthersBegin()
    {
        LoaderQueue queue(1);
        add(queue, 1);
        QCOMPARE(start(queue), 1u);
        queue.leave();
        queue.want(2);
        add(queue, 2);
        QCOMPARE(start(queue), 2u);
        queue.ask_back();
        QVERIFY(!queue.may_come_back());
        queue.ended();
        add(queue, 2);
        QVERIFY(!queue.may_start_one());
        QVERIFY(queue.may_come_back());
        queue.come_back();
        QCOMPARE(queue.waiting(), std::size_t(0));
        queue.ended();
        QVERIFY(queue.at_rest());
        QCOMPARE(start(queue), 2u);
    }

    void whatHasNotBegunIsGivenAwayInItsOrder()
    {
        LoaderQueue queue(1);
        for (std::uint32_t key : {1, 2, 3}) add(queue, key);
        queue.want(3);
        std::vector<std::uint32_t> keys;
        for (const auto& job : queue.take_queued()) keys.push_back(job->key);
        QCOMPARE(keys, (std::vector<std::uint32_t>{3, 1, 2}));
        QVERIFY(!queue.may_start_one());
    }
};

STAMPEDE_TESTS(tst_LoaderQueue, nothing)
#include "tst_loader_queue.moc"
