#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/store/redis_address.h"
#include "core/store/store_unreachable.h"
#include "tests/support/run_tests.h"

using namespace stampede;

class tst_RedisAddress : public QObject {
    Q_OBJECT

private slots:
    void init() { qunsetenv("REDISCLI_AUTH"); }
    void addressesAreRead_data();
    void addressesAreRead();
    void unusableAddressesAreRefusedInOneSentence_data();
    void unusableAddressesAreRefusedInOneSentence();
    void aPasswordIsNeverShown();
    void aPasswordCanComeFromTheEnvironment();
    void strangersAreAskedPolitely();
    void hostsAreResolved();
};

void tst_RedisAddress::addressesAreRead_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("database");
    QTest::newRow("redis://localhost") << "localhost" << 6379 << ""
                                       << "" << 0;
    QTest::newRow("redis://10.0.0.5:7000") << "10.0.0.5" << 7000 << ""
                                           << "" << 0;
    QTest::newRow("redis://cache.example/3") << "cache.example" << 6379 << ""
                                             << "" << 3;
    QTest::newRow("redis://cache.example:1/") << "cache.example" << 1 << ""
                                              << "" << 0;
    QTest::newRow("redis://[::1]:6380/2") << "::1" << 6380 << ""
                                          << "" << 2;
    QTest::newRow("redis://[::1]") << "::1" << 6379 << ""
                                   << "" << 0;
    QTest::newRow("redis://:secret@localhost") << "localhost" << 6379 << ""
                                               << "secret" << 0;
    QTest::newRow("redis://ann@localhost") << "localhost" << 6379 << "ann"
                                           << "" << 0;
    QTest::newRow("redis://ann:se%3Acr%40et%2f@localhost:1/2") << "localhost" << 1 << "ann"
                                                               << "se:cr@et/" << 2;
    QTest::newRow("redis://ann:p@ss/w:rd@localhost") << "localhost" << 6379 << "ann"
                                                     << "p@ss/w:rd" << 0;
}

void tst_RedisAddress::addressesAreRead()
{
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(int, database);
    const RedisAddress a = parse_redis_address(QTest::currentDataTag());
    QCOMPARE(QString::fromStdString(a.host), host);
    QCOMPARE(int(a.port), port);
    QCOMPARE(QString::fromStdString(a.user), user);
    QCOMPARE(QString::fromStdString(a.password), password);
    QCOMPARE(int(a.database), database);
}

void tst_RedisAddress::unusableAddressesAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("says");
    QTest::newRow("localhost:6379") << "must begin with redis://";
    QTest::newRow("") << "must begin with redis://";
    QTest::newRow("rediss://localhost") << "TLS";
    QTest::newRow("redis://") << "host is missing";
    QTest::newRow("redis://:canary@") << "host is missing";
    QTest::newRow("redis://host:0") << "port must be";
    QTest::newRow("redis://host:65536") << "port must be";
    QTest::newRow("redis://host:12x") << "port must be";
    QTest::newRow("redis://host:") << "port must be";
    QTest::newRow("redis://a:canary@host:canary") << "port must be";
    QTest::newRow("redis://host/first") << "database must be";
    QTest::newRow("redis://host/-1") << "database must be";
    QTest::newRow("redis://[::1") << "closing bracket";
    QTest::newRow("redis://[::1]x") << "only a port";
    QTest::newRow("redis://ho st") << "space";
    QTest::newRow("redis://a:canary%4@host") << "hexadecimal";
    QTest::newRow("redis://a:canary%zz@host") << "hexadecimal";
    QTest::newRow("redis://host?rate=5") << "commands_per_second";
    QTest::newRow("redis://host?commands_per_second=0") << "from 1 to";
    QTest::newRow("redis://host?commands_per_second=nan") << "from 1 to";
    QTest::newRow("redis://host?connections=65") << "from 1 to 64";
}

void tst_RedisAddress::unusableAddressesAreRefusedInOneSentence()
{
    QFETCH(QString, says);
    try {
        (void)parse_redis_address(QTest::currentDataTag());
        QFAIL("accepted");
    } catch (const InputError& e) {
        const QString sentence = e.what();
        QVERIFY2(sentence.contains(says), e.what());
        QVERIFY2(!sentence.contains("canary"), e.what());
        QVERIFY(!sentence.contains('\n'));
    }
}

void tst_RedisAddress::aPasswordIsNeverShown()
{
    const RedisAddress a = parse_redis_address("redis://ann:canary@host:1/2");
    QCOMPARE(QString::fromStdString(a.display()), QString("redis://ann@host:1/2"));
    QCOMPARE(QString::fromStdString(parse_redis_address("redis://:canary@[::1]").display()),
             QString("redis://[::1]:6379/0"));
}

void tst_RedisAddress::aPasswordCanComeFromTheEnvironment()
{
    qputenv("REDISCLI_AUTH", "from outside");
    QCOMPARE(parse_redis_address("redis://host").password, std::string("from outside"));
    QCOMPARE(parse_redis_address("redis://:mine@host").password, std::string("mine"));
}

void tst_RedisAddress::strangersAreAskedPolitely()
{
    const RedisAddress polite = parse_redis_address("redis://host");
    QCOMPARE(polite.commands_per_second, 50.0);
    QCOMPARE(polite.connections, 4u);
    const RedisAddress allowed =
        parse_redis_address("redis://host/1?commands_per_second=2500.5&connections=8");
    QCOMPARE(allowed.commands_per_second, 2500.5);
    QCOMPARE(allowed.connections, 8u);
    QCOMPARE(allowed.database, 1u);
}

void tst_RedisAddress::hostsAreResolved()
{
    QVERIFY(!resolve(parse_redis_address("redis://127.0.0.1")).empty());
    QVERIFY_EXCEPTION_THROWN((void)resolve(parse_redis_address("redis://host.invalid")), StoreUnreachable);
    RedisAddress long_path;
    long_path.socket = std::string(200, 'x');
    QVERIFY_EXCEPTION_THROWN((void)resolve(long_path), StoreUnreachable);
}

STAMPEDE_TESTS(tst_RedisAddress, an_event_loop)
#include "tst_redis_address.moc"
