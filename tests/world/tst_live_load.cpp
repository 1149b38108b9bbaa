#include <QtTest>

#include "core/strategy/catalogue.h"
#include "core/world/live_load.h"
#include "tests/support/run_tests.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

double asked(std::vector<Traffic> traffic, const Logs& logs = {})
{
    Scenario s;
    s.strategy = find_strategy("coalescing")->spec;
    s.traffic = std::move(traffic);
    return commands_in_busiest_second(s, logs);
}

Steady steady(Duration from, Duration until, double rate)
{
    Steady s;
    s.from = run_start + from;
    s.until = run_start + until;
    s.rate = rate;
    return s;
}

Burst burst(Duration at, std::uint32_t requests, Duration within)
{
    Burst b;
    b.at = run_start + at;
    b.requests = requests;
    b.within = within;
    return b;
}

}  // namespace

/// How much a scenario will ask of a server, judged beforehand.
class tst_LiveLoad : public QObject {
    Q_OBJECT

private slots:
    void theBusiestSecondCounts()
    {
        QCOMPARE(asked({}), 0.0);
        QCOMPARE(asked({burst(0s, 1000, 3ms)}), 1000.0);
        QCOMPARE(asked({burst(0s, 1000, 10s)}), 100.0);
        QCOMPARE(asked({steady(0s, 3600'000s, 40)}), 40.0);
        QCOMPARE(asked({steady(0s, 60s, 40), steady(20s, 30s, 60)}), 100.0);
        QCOMPARE(asked({steady(0s, 10s, 40), steady(20s, 30s, 60)}), 60.0);
        QCOMPARE(asked({steady(0s, 60s, 40), burst(30s, 500, 3ms), burst(30500ms, 500, 3ms),
                        burst(50s, 900, 3ms)}),
                 1040.0);
    }

    void clientsThatThinkAskLessOften()
    {
        Closed c;
        c.clients = 50;
        c.think_min = 35ms;
        c.think_max = 1025ms;
        c.until = run_start + 60s;
        QVERIFY(qAbs(asked({c}) - 50 / 0.53) < 1e-9);
    }

    void logsAreCountedAsTheyWillBePlayed()
    {
        Logs logs;
        logs.logs.emplace_back();
        logs.logs.back().times = {0ms, 100ms, 900ms, 1000ms, 1050ms, 1099ms, 5s};
        QCOMPARE(asked({}, logs), 5.0);
    }

    void whoWaitsByPollingAsksMore()
    {
        Scenario s;
        s.strategy = find_strategy("locking")->spec;  // polls every 50 ms while a query takes 100 ms
        s.traffic = {burst(0s, 1000, 3ms)};
        QCOMPARE(commands_in_busiest_second(s, Logs()), 3000.0);
        s.strategy.options.wait_by = WaitBy::notify;
        QCOMPARE(commands_in_busiest_second(s, Logs()), 1000.0);
    }
};

STAMPEDE_TESTS(tst_LiveLoad, an_event_loop)
#include "tst_live_load.moc"
