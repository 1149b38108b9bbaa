#include <QtTest>

#include <QProcess>

#include "core/runtime/input_error.h"
#include "core/service/cache_service.h"
#include "core/service/value_table.h"
#include "core/store/private_redis.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <atomic>
#include <random>
#include <thread>

using namespace stampede;
using namespace std::chrono_literals;

/// The library's face, on a real Redis.
class tst_CacheService : public QObject {
    Q_OBJECT

private:
    /// A port nobody uses, most likely.
    static PrivateRedisOptions on_some_port()
    {
        PrivateRedisOptions o;
        o.port = static_cast<std::uint16_t>(20'000 + std::random_device()() % 20'000);
        return o;
    }
    PrivateRedisOptions server_options_ = on_some_port();
    PrivateRedis server_{server_options_};
    std::string address_ = "redis://127.0.0.1:" + std::to_string(server_options_.port);

    CacheServiceOptions options(const std::string& name) const
    {
        CacheServiceOptions o;
        o.address = address_;
        o.name = name;
        return o;
    }
    /// Asks for one key `times` times at once; how often the loader ran.
    static int loads(CacheService& cache, const std::string& strategy, int times)
    {
        std::atomic<int> loaded = 0;
        const Loader slow = [&] {
            std::this_thread::sleep_for(50ms);
            return std::optional<std::string>("value " + std::to_string(++loaded));
        };
        std::vector<std::future<std::optional<std::string>>> answers;
        for (int i = 0; i < times; ++i)
            answers.push_back(cache.get_async("key-of-" + strategy, 60s, slow, strategy));
        for (auto& a : answers)
            if (a.get() != "value 1") return -1;
        return loaded;
    }

private slots:
    void aThousandWhoAskAtOnceCauseOneLoad_data()
    {
        QTest::addColumn<QString>("strategy");
        for (const char* s :
             {"locking", "coalescing", "stale-while-revalidate", "lease", "combined", "background-refresh"})
            QTest::newRow(s) << s;
    }
    void aThousandWhoAskAtOnceCauseOneLoad()
    {
        QFETCH(QString, strategy);
        CacheService cache(options("once"));
        QCOMPARE(loads(cache, strategy.toStdString(), 1000), 1);
    }

    void lockingIsWhatOneGetsWithoutAsking()
    {
        CacheService cache(options("default"));
        QCOMPARE(cache.get("greeting", 60s, [] { return std::optional<std::string>("hello"); }).value(),
                 std::string("hello"));
        QCOMPARE(cache.get("greeting", 60s, [] { return std::optional<std::string>("again"); }).value(),
                 std::string("hello"));
    }

    void servicesThatShareANameShareValues()
    {
        CacheService one(options("shared")), other(options("shared")), stranger(options("stranger"));
        const std::string text("two lines\nand a zero \0 byte", 26);
        one.get("k", 60s, [&] { return std::optional(text); });
        const Loader own = [] { return std::optional<std::string>("own"); };
        QCOMPARE(other.get("k", 60s, own).value(), text);
        QCOMPARE(stranger.get("k", 60s, own).value(), std::string("own"));
    }

    void whoAsksAnotherServiceMeanwhileWaitsForTheSameLoad()
    {
        CacheService one(options("two")), other(options("two"));
        std::atomic<int> loaded = 0;
        const Loader slow = [&] {
            std::this_thread::sleep_for(100ms);
            return std::optional<std::string>("value " + std::to_string(++loaded));
        };
        auto a = one.get_async("k", 60s, slow);
        auto b = other.get_async("k", 60s, slow);
        QCOMPARE(a.get().value(), std::string("value 1"));
        QCOMPARE(b.get().value(), std::string("value 1"));
        QCOMPARE(loaded.load(), 1);
    }

    void whatTheLoaderDoesNotHaveIsNothing()
    {
        CacheService cache(options("nothing"));
        QVERIFY(!cache
                     .get(
                         "k", 60s, [] { return std::optional<std::string>(); }, "coalescing")
                     .has_value());
    }

    void aFailedLoadSaysWhy()
    {
        CacheService cache(options("failing"));
        const Loader broken = []() -> std::optional<std::string> {
            throw std::runtime_error("table is gone");
        };
        try {
            cache.get("k", 60s, broken, "coalescing");
            QFAIL("no exception");
        } catch (const LoadFailed& e) {
            QCOMPARE(std::string(e.what()), std::string("\"k\" could not be loaded: table is gone"));
        }
    }

    void theLongestValueIsKeptAndALongerOneIsRefused()
    {
        CacheService cache(options("long"));
        const std::string longest(65'280, 'x');
        const Loader other = [] { return std::optional<std::string>("other"); };
        cache.get("k", 60s, [&] { return std::optional(longest); });
        QCOMPARE(cache.get("k", 60s, other).value(), longest);
        QVERIFY_EXCEPTION_THROWN(
            cache.get(
                "longer", 60s, [&] { return std::optional(longest + "x"); }, "coalescing"),
            LoadFailed);
    }

    void anUnknownStrategyIsRefusedAtOnce()
    {
        CacheService cache(options("strict"));
        const Loader any = [] { return std::optional<std::string>("x"); };
        QVERIFY_EXCEPTION_THROWN(cache.get("k", 60s, any, "hope"), InputError);
        QVERIFY_EXCEPTION_THROWN(cache.get("k", 0s, any), InputError);
    }

    void aServerThatIsNotThereIsSaidAtOnce()
    {
        CacheServiceOptions o;
        o.address = "redis://127.0.0.1:1";
        QVERIFY_EXCEPTION_THROWN(CacheService cache(o), StoreUnreachable);
    }

    void withoutRedisValuesAreStillLoaded()
    {
        CacheService cache(options("alone"));
        server_.stop();  // it stands still: commands time out
        const auto value = cache.get("k", 60s, [] { return std::optional<std::string>("from the source"); });
        server_.resume();
        QCOMPARE(value.value(), std::string("from the source"));
    }

    void textsAreLetGoOfWhenNobodyHoldsThem()
    {
        ValueTable values;
        for (int i = 0; i < 1000; ++i) {
            const auto call = values.call_began();
            const auto version = values.keep("text " + std::to_string(i));
            QCOMPARE(std::string(values.text(version)), "text " + std::to_string(i));
            values.call_ended(call);
        }
        QVERIFY(values.size() < 10);
        const auto slow = values.call_began();
        const auto held = values.keep("held");
        for (int i = 0; i < 100; ++i) values.call_ended(values.call_began());
        QCOMPARE(std::string(values.text(held)), std::string("held"));
        values.call_ended(slow);
    }

    void theExampleRendersOnce()
    {
        QProcess example;
        example.start(QString::fromUtf8(test::example_program()), {QString::fromStdString(address_)});
        QVERIFY(example.waitForFinished(30'000));
        QCOMPARE(QString::fromUtf8(example.readAllStandardOutput()),
                 QStringLiteral("51 visitors, rendered 1 time(s): page 1\n"));
        QCOMPARE(example.exitCode(), 0);
    }
};

STAMPEDE_TESTS(tst_CacheService, an_event_loop)
#include "tst_cache_service.moc"
