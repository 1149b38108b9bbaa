#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/store/store_unreachable.h"
#include "tests/support/fake_server.h"
#include "tests/support/run_tests.h"
#include "tests/support/store_benches.h"

using namespace stampede;
using namespace std::chrono_literals;

/// Servers that will not have us, or are none.
class tst_RedisRefusals : public QObject {
    Q_OBJECT

private slots:
    void aServerThatCannotBeUsedIsNamedInOneSentence_data();
    void aServerThatCannotBeUsedIsNamedInOneSentence();
    void aServerThatTalksNonsenseIsLeft_data();
    void aServerThatTalksNonsenseIsLeft();
    void aMissingServerProgramIsNamedWithItsPackage();
};

void tst_RedisRefusals::aServerThatCannotBeUsedIsNamedInOneSentence_data()
{
    QTest::addColumn<QString>("configuration");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("says");
    QTest::newRow("no password given") << "requirepass canary\n"
                                       << ""
                                       << "asks for a password (NOAUTH)";
    QTest::newRow("wrong password") << "requirepass canary\n"
                                    << "canary2"
                                    << "refuses the password (WRONGPASS)";
    QTest::newRow("too many clients") << "maxclients 2\n"
                                      << ""
                                      << "has too many clients";
    QTest::newRow("AUTH is another's") << "rename-command AUTH \"\"\n"
                                       << "canary"
                                       << "refuses the password (ERR)";
}

void tst_RedisRefusals::aServerThatCannotBeUsedIsNamedInOneSentence()
{
    QFETCH(QString, configuration);
    QFETCH(QString, password);
    QFETCH(QString, says);
    PrivateRedisOptions options;
    options.more = configuration.toStdString();
    PrivateRedis server(options);
    RedisStoreOptions store;
    store.address = server.address();
    store.address.host = "of another's";
    store.address.password = password.toStdString();
    try {
        RedisBench bench({}, store, 1s);
        QFAIL("connected");
    } catch (const StoreUnreachable& e) {
        QVERIFY2(QString(e.what()).contains(says), e.what());
        QVERIFY2(!QString(e.what()).contains("canary"), e.what());
    }
}

void tst_RedisRefusals::aServerThatTalksNonsenseIsLeft_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("another protocol") << QByteArray("220 mail.example ESMTP\r\n");
    QTest::newRow("unasked answers") << QByteArray("+PONG\r\n+OK\r\n").repeated(1000);
    QTest::newRow("unasked messages")
        << QByteArray("*3\r\n$7\r\nmessage\r\n$1\r\nx\r\n$1\r\n0\r\n").repeated(1000);
    QTest::newRow("an endless text") << "$500000000\r\n" + QByteArray(3 << 20, 'x');
    QTest::newRow("nesting") << QByteArray("*1\r\n").repeated(1000);
    QTest::newRow("nothing") << QByteArray();
}

void tst_RedisRefusals::aServerThatTalksNonsenseIsLeft()
{
    QFETCH(QByteArray, greeting);
    FakeServer server([&](int fd) {
        FakeServer::say(fd, greeting.toStdString());
        if (!greeting.isEmpty()) FakeServer::listen_on(fd);
    });
    Scheduler scheduler;
    Recorder recorder(scheduler);
    EventLoop loop(scheduler);
    RedisStoreOptions options;
    options.run = "test";
    options.address = parse_redis_address("redis://127.0.0.1:" + std::to_string(server.port()));
    RedisStore store(loop, recorder, options);
    QVERIFY_EXCEPTION_THROWN(store.connect(300ms), StoreUnreachable);
    QVERIFY(server.accepted() > 0);
}

void tst_RedisRefusals::aMissingServerProgramIsNamedWithItsPackage()
{
    PrivateRedisOptions options;
    options.program = "redis-server-that-is-not-there";
    try {
        PrivateRedis server(options);
        QFAIL("started");
    } catch (const StoreUnreachable& e) {
        QVERIFY(QString(e.what()).contains("install the package redis-server"));
        QVERIFY(!QString(e.what()).contains('\n'));
    }
    options.program = "/bin/false";
    QVERIFY_EXCEPTION_THROWN(PrivateRedis{options}, StoreUnreachable);
}

STAMPEDE_TESTS(tst_RedisRefusals, an_event_loop)
#include "tst_redis_refusals.moc"
