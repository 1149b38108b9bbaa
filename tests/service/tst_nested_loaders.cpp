#include <QtTest>

#include "core/service/cache_service.h"
#include "core/store/private_redis.h"
#include "tests/support/run_tests.h"

#include <atomic>
#include <mutex>
#include <random>
#include <thread>

using namespace stampede;
using namespace std::chrono_literals;

using Value = std::optional<std::string>;

/// Loaders that ask for other values, and a cache that is closed while they run. A test that hangs has found
/// what it looks for.
class tst_NestedLoaders : public QObject {
    Q_OBJECT

private:
    static PrivateRedisOptions on_some_port()
    {
        PrivateRedisOptions o;
        o.port = static_cast<std::uint16_t>(40'000 + std::random_device()() % 20'000);
        return o;
    }
    PrivateRedisOptions server_options_ = on_some_port();
    PrivateRedis server_{server_options_};
    int services_ = 0;

    CacheServiceOptions options(std::size_t threads)
    {
        CacheServiceOptions o;
        o.address = "redis://127.0.0.1:" + std::to_string(server_options_.port);
        o.name = "nested-" + std::to_string(++services_);
        o.loader_threads = threads;
        return o;
    }
    /// "3" is made of "2", which is made of "1", which is made of "0".
    static Value nested(CacheService& cache, int depth, const std::string& name = "")
    {
        return cache.get(name + std::to_string(depth), 60s, [&cache, depth, name] {
            return depth == 0 ? Value("0") : Value(std::to_string(depth) + *nested(cache, depth - 1, name));
        });
    }
    static std::string failure_of(const std::function<void()>& get)
    {
        try {
            get();
        } catch (const LoadFailed& e) {
            return e.what();
        }
        return "no failure";
    }

private slots:
    void loadersMayAskForOtherValuesWhateverTheNumberOfThreads_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("askers");
        for (int threads : {1, 2, 3, 8, 24})
            for (int askers : {1, 4, 24, 200})
                QTest::addRow("%d threads, %d ask", threads, askers) << threads << askers;
    }
    void loadersMayAskForOtherValuesWhateverTheNumberOfThreads()
    {
        QFETCH(int, threads);
        QFETCH(int, askers);
        CacheService cache(options(static_cast<std::size_t>(threads)));
        std::vector<std::future<Value>> answers;
        for (int i = 0; i < askers; ++i)
            answers.push_back(cache.get_async("outer " + std::to_string(i), 60s, [&cache, i] {
                const std::string name = i % 2 == 0 ? "shared " : "own " + std::to_string(i) + " ";
                return Value(std::to_string(i) + ":" + *nested(cache, 2, name));
            }));
        for (int i = 0; i < askers; ++i)
            QCOMPARE(*answers[static_cast<std::size_t>(i)].get(), std::to_string(i) + ":210");
    }

    void sixteenNestedLoadersEnd_data()
    {
        QTest::addColumn<QString>("strategy");
        for (const char* s : {"none", "locking", "coalescing", "lease", "combined"}) QTest::newRow(s) << s;
    }
    void sixteenNestedLoadersEnd()
    {
        QFETCH(QString, strategy);
        CacheService cache(options(1));
        const std::string named = strategy.toStdString();
        std::function<Value(int)> get = [&](int depth) {
            return cache.get(
                "level " + std::to_string(depth), 60s,
                [&get, depth] { return depth == 0 ? Value("x") : Value(*get(depth - 1) + "x"); }, named);
        };
        QCOMPARE(get(16)->size(), std::size_t{17});
        QCOMPARE(nested(cache, 150)->substr(0, 6), std::string("150149"));
    }

    void noMoreLoadersRunAtOnceThanThereArePlaces()
    {
        CacheService cache(options(2));
        std::atomic<int> running = 0, most = 0;
        const auto work = [&] {
            const int now = ++running;
            for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
            }
            std::this_thread::sleep_for(2ms);
            --running;
        };
        std::vector<std::future<Value>> answers;
        for (int i = 0; i < 40; ++i)
            answers.push_back(cache.get_async("outer " + std::to_string(i), 60s, [&, i] {
                work();
                const Value inner = cache.get("inner " + std::to_string(i), 60s, [&] {
                    work();
                    return Value("inner");
                });
                work();
                return inner;
            }));
        for (auto& a : answers) QCOMPARE(a.get().value(), std::string("inner"));
        QVERIFY(most <= 2);
    }

    void loadersMayAskWithoutBlockingToo()
    {
        CacheService cache(options(1));
        const Value all = cache.get("all", 60s, [&] {
            std::vector<std::future<Value>> parts;
            for (int i = 0; i < 20; ++i)
                parts.push_back(cache.get_async("part " + std::to_string(i), 60s, [] { return Value("p"); }));
            std::string text;
            for (auto& p : parts) text += *p.get();
            return Value(text);
        });
        QCOMPARE(all->size(), std::size_t{20});
    }

    void twoServicesMayAskEachOther()
    {
        CacheService one(options(1)), other(options(1));
        std::function<Value(int)> get = [&](int depth) {
            CacheService& cache = depth % 2 == 0 ? one : other;
            return cache.get(std::to_string(depth), 60s, [&get, depth] {
                return depth == 0 ? Value("x") : Value(*get(depth - 1) + "x");
            });
        };
        QCOMPARE(get(9).value(), std::string("xxxxxxxxxx"));
    }

    void aLoaderThatNeedsItselfIsTold()
    {
        CacheService cache(options(4));
        const Loader any = [] { return Value("x"); };
        const std::string said = failure_of([&] {
            cache.get(
                "a", 60s, [&] { return cache.get("a", 60s, any, "coalescing"); }, "coalescing");
        });
        QCOMPARE(said,
                 std::string("\"a\" could not be loaded: Loaders wait for each other: \"a\" needs \"a\"."));
    }

    void aRingOfLoadersIsBroken()
    {
        CacheService cache(options(8));
        std::function<Value(int)> get = [&](int i) {
            return cache.get(std::to_string(i % 3), 60s, [&get, i] { return get(i + 1); });
        };
        const std::string said = failure_of([&] { get(0); });
        QVERIFY2(said.find("Loaders wait for each other: ") != said.npos, said.c_str());
        QVERIFY2(said.find("\"1\" needs \"2\"") != said.npos || said.find("\"2\" needs \"0\"") != said.npos,
                 said.c_str());
    }

    void aRingOfFuturesIsBroken()
    {
        CacheService cache(options(8));
        std::function<Value(int)> get = [&](int i) {
            return cache.get_async(std::to_string(i % 2), 60s, [&get, i] { return get(i + 1); }).get();
        };
        const std::string said = failure_of([&] { get(0); });
        QVERIFY2(said.find("Loaders wait for each other: ") != said.npos, said.c_str());
    }

    void closingFailsWhoWaitsAndStartsNothing()
    {
        std::atomic<int> begun = 0;
        std::promise<void> go_on;
        const std::shared_future<void> may_end = go_on.get_future().share();
        auto cache = std::make_unique<CacheService>(options(2));
        std::vector<std::future<Value>> answers;
        for (int i = 0; i < 50; ++i)
            answers.push_back(cache->get_async("key " + std::to_string(i), 60s, [&] {
                ++begun;
                may_end.wait();
                return Value("late");
            }));
        QTRY_COMPARE(begun.load(), 2);
        std::thread closing([&] { cache.reset(); });
        // The two loaders still run: nobody waits for them to learn that there will be no value.
        for (auto& a : answers) {
            const std::string said = failure_of([&] { a.get(); });
            QVERIFY2(said.starts_with("The cache was closed"), said.c_str());
        }
        go_on.set_value();
        closing.join();
        QCOMPARE(begun.load(), 2);
    }

    void aLoaderThatWaitsWhileTheCacheIsClosedIsToldAtOnce()
    {
        std::atomic<bool> inside = false;
        std::string inner_said;
        auto cache = std::make_unique<CacheService>(options(1));
        std::promise<void> go_on;
        const std::shared_future<void> may_end = go_on.get_future().share();
        CacheService& c = *cache;
        auto blocked = c.get_async("blocked", 60s, [&] {
            inside = true;
            may_end.wait();
            inner_said = failure_of([&] { c.get("inner", 60s, [] { return Value("x"); }); });
            return Value("y");
        });
        QTRY_VERIFY(inside.load());
        std::thread closing([&] { cache.reset(); });
        QVERIFY(failure_of([&] { blocked.get(); }).starts_with("The cache was closed"));
        go_on.set_value();
        closing.join();
        QCOMPARE(inner_said, std::string("The cache was closed while \"inner\" was asked for."));
    }

    void optionsThatCannotBeAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<quint64>("threads");
        QTest::newRow("no threads") << "app" << quint64{0};
        QTest::newRow("too many threads") << "app" << quint64{1'001};
        QTest::newRow("minus one thread") << "app" << std::numeric_limits<quint64>::max();
        QTest::newRow("no name") << "" << quint64{8};
        for (const char* name : {"two words", "a\nb", "{a}", "a}", "a:b", "a\tb", "ü", "a*"})
            QTest::newRow(qPrintable(QString("name %1").arg(QString(name).toHtmlEscaped())))
                << name << quint64{8};
        QTest::newRow("long name") << QString(65, 'x') << quint64{8};
    }
    void optionsThatCannotBeAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(quint64, threads);
        CacheServiceOptions o = options(threads);
        o.name = name.toStdString();
        QVERIFY_EXCEPTION_THROWN(CacheService cache(o), std::invalid_argument);
    }

    void anyBytesAreAKeyAndNoTwoKeysAreOne()
    {
        CacheServiceOptions same = options(4);
        CacheService one(same), other(same);
        const std::vector<std::string> keys{"",      "#0",    std::string(300, 'k'),   std::string(301, 'k'),
                                            "a b\n", "{x}:1", std::string("\0\r\n", 3)};
        const auto echo = [](const std::string& key) { return [key] { return Value("of " + key); }; };
        for (auto k = keys.begin(); k != keys.end(); ++k) one.get(*k, 60s, echo(*k));
        for (auto k = keys.rbegin(); k != keys.rend(); ++k)
            QCOMPARE(other.get(*k, 60s, [] { return Value("again"); }).value(), "of " + *k);
    }
};

STAMPEDE_TESTS(tst_NestedLoaders, nothing)
#include "tst_nested_loaders.moc"
